"""The adapter of Playwright: a Chromium page looked at and acted on through DevTools."""
