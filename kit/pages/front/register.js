// Lets the browser keep the site for when there is no network. Where it may not, the site works online only.
if ("serviceWorker" in navigator && location.protocol.startsWith("http")) {
  navigator.serviceWorker.register(new URL("../worker.js", import.meta.url)).catch(() => {});
}
