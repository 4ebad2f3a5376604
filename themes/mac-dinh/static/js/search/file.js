// A page opened from a folder may load no module, so this one is a plain script: it says what is missing.
if (location.protocol === "file:") {
  for (const notice of document.querySelectorAll("[data-file-notice]")) notice.hidden = false;
}
