/* The service worker: opens the entry page where there is no network. SHELL stands in front of this, from the server.

   It keeps one empty page, as it came for the person who signed in, and the files that the page is made of; nothing of
   the book. Every other request goes past it untouched. */
/* global SHELL, clients */
"use strict";

const CACHE = "yiben-shell";
const PATIENCE = 5000; // a network that is there in name only

/* A new worker fetches every file; later only what went missing is fetched: a file's name changes with its content. */
async function keepFiles(anew) {
  const cache = await caches.open(CACHE);
  const wanted = new Set(SHELL.files.map((name) => new URL(name, self.location.origin).href));
  for (const request of await cache.keys()) {
    if (!wanted.has(request.url) && new URL(request.url).pathname !== SHELL.page) await cache.delete(request);
  }
  await Promise.all(SHELL.files.map(async (name) => {
    if (anew || !(await cache.match(name))) await cache.put(name, await fetched(name));
  }));
}
async function fetched(name) {
  const answer = await fetch(name, { cache: "no-cache", redirect: "error", credentials: "same-origin" });
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return answer;
}
async function keepPage() {
  const answer = await fetched(SHELL.page);
  // A captive portal answers everything with a page of its own.
  if (!(await answer.clone().text()).includes('name="yiben-outbox"')) throw new Error("not ours");
  await (await caches.open(CACHE)).put(SHELL.page, answer);
}
async function forget() {
  await caches.delete(CACHE);
  await new Promise((done) => {
    const opening = indexedDB.open("yiben");
    opening.onerror = done;
    // Made just now, it holds nothing: leave it to a page to make it properly.
    opening.onupgradeneeded = () => opening.transaction.abort();
    opening.onsuccess = () => {
      const deleting = opening.result.transaction("meta", "readwrite");
      deleting.objectStore("meta").delete("key");
      deleting.objectStore("meta").delete("shell");
      deleting.oncomplete = deleting.onerror = () => { opening.result.close(); done(); };
    };
  });
}

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(keepFiles(true));
});
self.addEventListener("activate", (event) => event.waitUntil(clients.claim()));
self.addEventListener("message", (event) => {
  if (event.data === "forget") event.waitUntil(forget());
  if (event.data !== "keep") return;
  const kept = keepFiles(false).then(keepPage).then(() => true, () => false);
  event.waitUntil(kept.then((done) => event.source.postMessage({ kept: done })));
});

self.addEventListener("fetch", (event) => {
  const request = event.request, url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (request.method === "POST" && url.pathname === SHELL.leaving) event.waitUntil(forget());
  if (request.method !== "GET") return;
  if (request.mode === "navigate" && SHELL.entrances.includes(url.pathname)) event.respondWith(opened(request));
  else if (SHELL.files.includes(url.pathname)) event.respondWith(file(request));
});

/* The page from the network; where that fails or keeps silent, the empty one that was kept. */
async function opened(request) {
  const kept = await caches.match(SHELL.page);
  const control = new AbortController();
  const watch = kept && setTimeout(() => control.abort(), PATIENCE);
  try {
    const answer = await fetch(request, { signal: control.signal });
    return kept && answer.status >= 500 ? kept : answer;
  } catch (cut) {
    if (!kept) throw cut;
    return kept;
  } finally {
    clearTimeout(watch);
  }
}
async function file(request) {
  const kept = await caches.match(request.url);
  return kept || fetch(request);
}
