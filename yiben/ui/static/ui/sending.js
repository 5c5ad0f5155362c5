/* Sends what waits in the outbox, in its order, when there is a network; and says on every page how much waits.

   Only an answer in the outbox's own format, naming an entry's id, takes that entry off the list. Whatever else comes
   (a captive portal's page, half an answer, a failure, a sign-in page) leaves it where it is, to be sent again: the
   book knows each id, so nothing enters twice. */
(function () {
  "use strict";

  var outbox = window.yibenOutbox, told = outbox.told, words = told.words || {};
  var BATCH = 20, STUBBORN = 8, PATIENCE = 20000, DAY = 24 * 3600 * 1000;
  var SOON = 4000, LATEST = 5 * 60 * 1000;
  var state = "", wait = SOON, timer = null, running = null, next = null;

  function filled(text, number) { return (text || "").replace("{n}", number); }

  // -- talking to the server

  function Failed(why) { this.why = why; }

  async function talk(url, options) {
    var control = new AbortController(), watch = setTimeout(function () { control.abort(); }, PATIENCE), answer, text;
    // Whose outbox speaks: somebody else may have signed in since the last answer, and would be taken for her.
    var headers = Object.assign({ "X-Yiben-Outbox": told.owner }, (options || {}).headers);
    var asked = Object.assign({ signal: control.signal, redirect: "manual", cache: "no-store", credentials: "same-origin" }, options, { headers: headers });
    try {
      answer = await fetch(url, asked);
      text = await answer.text();
    } catch (_cut) {
      throw new Failed("unreachable");
    } finally {
      clearTimeout(watch);
    }
    var said = null;
    try { said = JSON.parse(text); } catch (_foreign) { /* told below */ }
    var family = told.format.split("/")[0] + "/", ours = Boolean(said) && said.format === told.format;
    if (said && !ours && String(said.format).indexOf(family) === 0) throw new Failed("outdated");
    if (answer.ok && ours) return said;
    if (answer.status === 401 && ours) throw new Failed("signed-out");
    if (answer.status === 403 && ours) throw new Failed(said.state === "another" ? "another" : "no-writer");
    if (answer.status === 409 && ours) throw new Failed("outdated");
    if (answer.status >= 500) throw new Failed("failing");
    throw new Failed(ours ? "unreadable" : "foreign");
  }

  // A fresh token each time: what a page that was kept for long still carries would be refused.
  async function ready() {
    var said = await talk(told.ready);
    if (said.state !== "ready" || said.owner !== told.owner) throw new Failed("another");
    await outbox.takeKey(said.owner, said.key);
    return said;
  }

  /* Whether something of hers can be laid down here: her key comes with the first answer of the server. */
  async function unlocked() {
    if (!(await outbox.keyOf(told.owner))) await ready().catch(function () { return null; });
    return Boolean(await outbox.keyOf(told.owner));
  }

  // What can't be read (its key is another's) waits without holding up the rest.
  async function waiting(kind) {
    var items = (await outbox.mine()).filter(function (item) { return item.kind === kind && item.state === "waiting"; });
    var legible = await Promise.all(items.map(function (item) { return outbox.bodyOf(item).then(Boolean, function () { return false; }); }));
    return items.filter(function (_item, at) { return legible[at]; });
  }

  async function sendEntries(token) {
    var batch = BATCH, skipped = {};
    for (;;) {
      var next = (await waiting("entry")).filter(function (item) { return !skipped[item.id]; }).slice(0, batch);
      if (!next.length) return;
      try {
        await sendBatch(next, token);
        batch = BATCH;
      } catch (failed) {
        // One that the server stumbles over holds up no other: they go one by one, and it is passed over.
        if (failed.why !== "failing" && failed.why !== "unreadable") throw failed;
        if (batch > 1 && next.length > 1) { batch = 1; continue; }
        if (next[0].tries < STUBBORN) throw failed;
        skipped[next[0].id] = true;
      }
    }
  }
  async function sendBatch(items, token) {
    var said = await Promise.all(items.map(outbox.saidOf));
    await outbox.tried(items);
    var body = JSON.stringify({ format: told.format, items: items.map(function (item, at) {
      return { id: item.id, post: item.post, owner: item.for, said: said[at] };
    }) });
    var answer = await talk(told.entries, {
      method: "POST", body: body, headers: { "Content-Type": "application/json", "X-CSRFToken": token }
    });
    var answers = {};
    (Array.isArray(answer.answers) ? answer.answers : []).forEach(function (one) { answers[one.id] = one; });
    var settled = 0;
    for (var at = 0; at < items.length; at++) {
      var one = answers[items[at].id];
      var receipted = one && one.state === "recorded" && (one.receipt || said[at].planned);
      if (!receipted && !(one && one.state === "refused")) continue;
      await outbox.settle(items[at], one);
      settled += 1;
    }
    outbox.changed();
    if (!settled) throw new Failed("unreadable");
  }

  // A photo goes when its entry is in the book; one that is refused says why, and the entry stands without it.
  async function sendPhotos(token) {
    var photos = told.photos ? await waiting("photo") : [], sent = {};
    if (!photos.length) return;
    (await outbox.mine()).forEach(function (item) { if (item.state === "sent") sent[item.id] = true; });
    for (var at = 0; at < photos.length; at++) {
      var photo = photos[at];
      if (!sent[photo.of]) continue;
      var form = new FormData();
      form.append("id", photo.id);
      form.append("entry", photo.of);
      form.append("file", new Blob([await outbox.bodyOf(photo)], { type: "image/jpeg" }), photo.name || "photo.jpg");
      await outbox.tried([photo]);
      var answer = await talk(told.photos, { method: "POST", body: form, headers: { "X-CSRFToken": token } });
      if (answer.id !== photo.id) throw new Failed("unreadable");
      await outbox.settle(photo, answer);
      outbox.changed();
    }
  }

  async function round() {
    var token = (await ready()).token;
    await sendEntries(token);
    await sendPhotos(token);
    await outbox.prune();
  }

  /* Sends what waits. Whoever asks while a round is under way waits for that one and for one more. */
  function flush() {
    if (!outbox.able || !told.owner || !told.ready) return Promise.resolve(state);
    if (running) {
      next = next || running.then(function () { next = null; return flush(); });
      return next;
    }
    running = outbox.alone(once).then(function (ran) {
      // Another tab is sending: look again soon, it may close.
      if (ran === null) again(SOON);
    }, function () { state = "failing"; again(); }).then(function () {
      running = null;
      outbox.changed();
      return state;
    });
    return running;
  }
  async function once() {
    clearTimeout(timer);
    try {
      await round();
      state = "";
      wait = SOON;
    } catch (failed) {
      if (!(failed instanceof Failed)) throw failed;
      state = failed.why;
      if (state === "another") await leave();
    }
    var left = (await waiting("entry")).length + (await waiting("photo")).length;
    if (left) again();
    return true;
  }
  function again(sooner) {
    clearTimeout(timer);
    timer = setTimeout(flush, sooner || wait);
    wait = Math.min(wait * 2, LATEST);
  }
  function now() { wait = SOON; return flush(); }

  // Somebody else has signed in on this device: what waits stays, its key does not.
  async function leave() {
    await outbox.dropKey();
    var worker = navigator.serviceWorker.controller;
    if (worker) worker.postMessage("forget");
  }

  // -- what every page shows

  async function show() {
    var line = document.getElementById("unsent");
    if (!line || !outbox.able) return;
    var counts = await outbox.counts(), link = line.querySelector("a"), rest = line.querySelector("span");
    link.textContent = counts.own ? filled(words.unsent, counts.own) : "";
    link.hidden = !counts.own;
    rest.textContent = counts.others ? filled(told.owner ? words.others : words.nobody, counts.others) : "";
    rest.hidden = !counts.others;
    line.hidden = !counts.own && !counts.others;
    line.classList.toggle("unsent--long", counts.own > 0 && Date.now() - counts.oldest > DAY);
  }

  /* Why nothing goes just now, in words; "" where nothing waits or all is well. */
  function why() { return words[state] || ""; }

  async function begin() {
    if (!outbox.able) return;
    var kept = await (await outbox.open()).get("meta", "key");
    if (told.owner && kept && kept.owner !== told.owner) await leave();
    await show();
    if (!told.owner || !told.worker) return;
    install().catch(function () { /* works online all the same */ });
    await unlocked();
    var waits = (await outbox.mine()).some(function (item) { return item.state === "waiting"; });
    if (waits) await now();
    else outbox.changed();
  }

  // The empty page is kept anew for another person, another post, another day; and whenever the entry page is open.
  async function install() {
    var registration = await navigator.serviceWorker.register(told.worker, { scope: "/" });
    var db = await outbox.open(), kept = await db.get("meta", "shell"), asked = [told.owner, told.post, told.today].join();
    var isKeptPage = document.querySelector("[data-kept-page]");
    if (isKeptPage || (kept === asked && !document.querySelector("form[data-keep]"))) return;
    navigator.serviceWorker.addEventListener("message", function (event) {
      if (event.data && event.data.kept) {
        db.put("meta", asked, "shell");
        document.documentElement.dataset.offline = "ready";
        outbox.changed();
      }
    });
    await navigator.serviceWorker.ready;
    registration.active.postMessage("keep");
  }

  window.yibenSending = { flush: now, unlocked: unlocked, why: why };
  outbox.onChange(show);
  window.addEventListener("online", now);
  window.addEventListener("pageshow", function (event) { if (event.persisted) now(); });
  begin().catch(function () { /* a browser that keeps nothing, as in private windows: the pages work online */ });
})();
