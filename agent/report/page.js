"use strict";
// Steps by keyboard, the film-strip that follows, and the video that goes to a step's time.
const cards = [...document.querySelectorAll(".card")];
const thumbs = [...document.querySelectorAll(".film a")];
const film = document.querySelector(".film ol");
const screen_ = document.querySelector(".screen");
const video = document.querySelector("video");
let current = -1;

function mark(index) {
  if (index === current) return;
  current = index;
  thumbs.forEach((thumb, n) => n === index ? thumb.setAttribute("aria-current", "step") : thumb.removeAttribute("aria-current"));
  cards.forEach((card, n) => card.classList.toggle("current", n === index));
  const thumb = thumbs[index];
  if (thumb) film.scrollTo({ left: thumb.offsetLeft - (film.clientWidth - thumb.offsetWidth) / 2, behavior: "smooth" });
}

function go(index) {
  if (!cards.length) return;
  const to = Math.max(0, Math.min(cards.length - 1, index));
  mark(to);
  cards[to].scrollIntoView({ block: "start" });
  cards[to].focus({ preventScroll: true });
  history.replaceState(null, "", "#" + cards[to].id);
}

function seek(seconds) {
  const start = () => { video.currentTime = seconds; };
  if (video.readyState >= 1) start();
  else { video.addEventListener("loadedmetadata", start, { once: true }); video.load(); }
  const box = screen_.getBoundingClientRect();
  screen_.classList.toggle("floating", box.bottom < 120 || box.top > innerHeight - 120 || screen_.classList.contains("floating"));
}

// The player opens on the first step, not on the blank screen before it.
const first = document.querySelector("[data-time]");
if (video && first) video.addEventListener("loadedmetadata", () => { if (video.paused) video.currentTime = Number(first.dataset.time); }, { once: true });

function dock() { if (screen_) screen_.classList.remove("floating"); }

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.target.closest("video, input")) return;
  const step = { ArrowRight: 1, ArrowLeft: -1, j: 1, k: -1 }[event.key];
  if (step) { go(current + step); event.preventDefault(); }
  else if (event.key === "Escape") dock();
});

document.addEventListener("click", (event) => {
  const time = event.target.closest("[data-time]");
  const thumb = event.target.closest(".film a");
  if (event.ctrlKey || event.metaKey) return;
  if (time && video) { event.preventDefault(); seek(Number(time.dataset.time)); }
  else if (thumb) { event.preventDefault(); go(thumbs.indexOf(thumb)); }
  else if (event.target.closest(".dock")) dock();
});

// The step being read is the last one whose top has passed the upper third of the window.
let waiting = false;
addEventListener("scroll", () => {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    let seen = -1;
    cards.forEach((card, n) => { if (card.getBoundingClientRect().top < innerHeight / 3) seen = n; });
    // At the end of the page the last cards cannot get there: the one that was asked for stays.
    const end = scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
    if (!end || seen > current) mark(seen);
  });
}, { passive: true });

const linked = cards.findIndex((card) => "#" + card.id === location.hash);
if (linked >= 0) go(linked);
