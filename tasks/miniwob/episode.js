// Plays one episode of a MiniWoB++ page: starts it with a seed, takes the instruction and the scores out of sight, tells
// the server what is asked for and how it ended. Written after BrowserGym's rules, see docs/decisions/029.
'use strict';
(function () {
  const LONG_MS = 1000000;
  const seed = Number(document.currentScript.dataset.seed);

  // The answer is waited for: an input that ends the episode is acknowledged after the server knows of the end.
  const tell = function (what, facts) {
    const request = new XMLHttpRequest();
    request.open('POST', '/told/' + what, false);
    request.send(JSON.stringify(facts));
  };

  const begin = function () {
    const nativeMs = core.EPISODE_MAX_TIME;
    let over = false;
    core.endEpisode = function (reward, proportional, reason) {
      if (over) return;
      over = true;
      clearTimeout(core.EP_TIMER);
      core.EP_TIMER = null;
      const ms = new Date().getTime() - core.ept0;
      WOB_RAW_REWARD_GLOBAL = reward;
      WOB_REWARD_GLOBAL = proportional ? reward * Math.max(0, 1 - ms / nativeMs) : reward;
      WOB_REWARD_REASON = reason || null;
      WOB_DONE_GLOBAL = true;
      tell('over', {
        raw: reward, reward: WOB_REWARD_GLOBAL, seconds: ms / 1000, reason: reason ? String(reason) : '',
      });
    };
    window.addEventListener('hashchange', function () { core.endEpisode(0, false, 'the address changed'); });

    Math.seedrandom(seed);
    core.EPISODE_MAX_TIME = LONG_MS;
    core.startEpisodeReal();
    const ready = function () {
      if (!WOB_TASK_READY) { setTimeout(ready, 20); return; }
      const said = core.getUtterance();
      document.body.removeEventListener('click', core.canvasDrawClick);
      clearInterval(core.CD_TIMER);
      document.getElementById('query').innerHTML = '';
      for (const id of ['reward-display', 'click-canvas', 'sync-task-cover']) document.getElementById(id).remove();
      tell('instruction', { text: typeof said === 'string' ? said : said.utterance, native_s: nativeMs / 1000 });
    };
    ready();
  };

  // As in Playwright's own browser, which BrowserGym uses: scroll bars are not shown, and take no room.
  const style = document.createElement('style');
  style.textContent = '* { scrollbar-width: none; }';
  document.head.appendChild(style);

  // After the page's own onload, which prepares the episode.
  window.addEventListener('load', function () { setTimeout(begin, 0); });
})();
