/* The outbox: what was saved in this browser and is not in the book yet.

   Each entry lies here, encrypted under a key that the server gives to its owner when she has signed in, from the
   moment she pressed save until the book's receipt has come back. The key leaves the device when she signs out, or
   when somebody else signs in; what waits stays. Nothing here speaks to the network: sending.js does. */
(function () {
  "use strict";

  var meta = document.querySelector('meta[name="yiben-outbox"]');
  var told = meta ? JSON.parse(meta.content) : {};
  // A service worker needs a secure context; without one nothing would open offline, and the page says so.
  var able = Boolean(window.idb && window.isSecureContext && navigator.serviceWorker && window.crypto.subtle);
  var KEPT = 100; // receipts that stay listed

  var opening = null;
  function open() {
    if (!opening) {
      opening = idb.openDB("yiben", 1, {
        upgrade: function (db) {
          var items = db.createObjectStore("items", { keyPath: "seq", autoIncrement: true });
          items.createIndex("id", "id", { unique: true });
          db.createObjectStore("bodies");
          db.createObjectStore("meta");
        },
        // Another tab with a newer page wants to change the shelves: let it.
        blocking: function () { opening.then(function (db) { db.close(); opening = null; }); },
        terminated: function () { opening = null; }
      });
      opening.catch(function () { opening = null; });
    }
    return opening;
  }
  // A power cut after "saved" must lose nothing, where the browser knows how to promise that.
  function writing(db, stores) { return db.transaction(stores, "readwrite", { durability: "strict" }); }

  function uuid7() {
    var bytes = crypto.getRandomValues(new Uint8Array(16)), now = Date.now();
    for (var at = 5; at >= 0; at--) { bytes[at] = now % 256; now = Math.floor(now / 256); }
    bytes[6] = (bytes[6] & 15) | 112;
    bytes[8] = (bytes[8] & 63) | 128;
    var hex = Array.from(bytes, function (byte) { return ("0" + byte.toString(16)).slice(-2); }).join("");
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
  }

  // -- whose it is

  async function keyOf(owner) {
    var kept = await (await open()).get("meta", "key");
    return kept && kept.owner === owner ? kept.key : null;
  }
  async function takeKey(owner, base64) {
    if (await keyOf(owner)) return;
    var raw = Uint8Array.from(atob(base64), function (letter) { return letter.charCodeAt(0); });
    var key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
    await (await open()).put("meta", { owner: owner, key: key }, "key");
  }
  async function dropKey() {
    var tx = writing(await open(), ["meta"]);
    tx.store.delete("key");
    tx.store.delete("shell");
    await tx.done;
  }

  async function seal(key, bytes) {
    var iv = crypto.getRandomValues(new Uint8Array(12));
    return { iv: iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv: iv }, key, bytes) };
  }
  function unseal(key, sealed) { return crypto.subtle.decrypt({ name: "AES-GCM", iv: sealed.iv }, key, sealed.data); }
  function bytesOf(value) { return new TextEncoder().encode(JSON.stringify(value)); }
  function valueOf(bytes) { return JSON.parse(new TextDecoder().decode(bytes)); }

  // -- what waits

  /* Keeps what was saved. When the promise is kept, it is on the disk. An item is
     {id, kind: "entry" | "photo", of, said | bytes, post, owner}. */
  async function add(items) {
    var key = await keyOf(told.owner);
    if (!key) throw new Error("no key");
    var sealed = await Promise.all(items.map(function (item) { return seal(key, item.bytes || bytesOf(item.said)); }));
    var tx = writing(await open(), ["items", "bodies"]);
    items.forEach(function (item, at) {
      tx.objectStore("items").add({
        id: item.id, kind: item.kind || "entry", of: item.of || "", name: item.name || "", owner: told.owner,
        for: item.owner || "", post: item.post || told.post, made: item.made || Date.now(), state: "waiting", tries: 0
      });
      tx.objectStore("bodies").put(sealed[at], item.id);
    });
    await tx.done;
    changed();
  }

  async function all() { return (await open()).getAll("items"); }
  async function mine() {
    return (await all()).filter(function (item) { return item.owner === told.owner; });
  }
  function unsent(item) { return item.state !== "sent"; }
  async function counts() {
    var items = (await all()).filter(unsent), own = items.filter(function (item) { return item.owner === told.owner; });
    return { own: own.length, others: items.length - own.length, oldest: Math.min.apply(null, own.map(madeAt)) };
  }
  function madeAt(item) { return item.made; }

  async function bodyOf(item) {
    var key = await keyOf(item.owner), sealed = await (await open()).get("bodies", item.id);
    return key && sealed ? unseal(key, sealed) : null;
  }
  async function saidOf(item) {
    var bytes = await bodyOf(item);
    return bytes && item.kind === "entry" ? valueOf(bytes) : null;
  }

  /* What the server answered. Of what was sent only the title, the day and the receipt stay. */
  async function settle(item, answer) {
    var key = await keyOf(item.owner), said = await saidOf(item);
    var sent = answer.state === "recorded";
    var kept = sent && said ? await seal(key, bytesOf({ title: said.title, start: said.start })) : null;
    var tx = writing(await open(), ["items", "bodies"]);
    var now = await tx.objectStore("items").get(item.seq);
    if (now && now.state !== "sent") {
      now.state = sent ? "sent" : "refused";
      now.receipt = answer.receipt || "";
      now.answer = answer.said || {};
      if (sent) now.sent = Date.now();
      tx.objectStore("items").put(now);
      if (kept) tx.objectStore("bodies").put(kept, item.id);
      else if (sent) tx.objectStore("bodies").delete(item.id);
    }
    await tx.done;
  }
  async function tried(items) {
    var tx = writing(await open(), ["items"]);
    for (var at = 0; at < items.length; at++) {
      var now = await tx.store.get(items[at].seq);
      if (now && now.state === "waiting") { now.tries += 1; tx.store.put(now); }
    }
    await tx.done;
  }

  /* Takes an item out, if it can't have reached the book: never tried, or refused. Its photos go with it. */
  async function drop(id) {
    var tx = writing(await open(), ["items", "bodies"]), items = await tx.objectStore("items").getAll();
    var found = items.find(function (item) { return item.id === id; });
    var may = found && found.owner === told.owner && (found.state === "refused" || (found.state === "waiting" && !found.tries));
    if (may) items.forEach(function (item) {
      if (item.id !== id && item.of !== id) return;
      tx.objectStore("items").delete(item.seq);
      tx.objectStore("bodies").delete(item.id);
    });
    await tx.done;
    changed();
    return Boolean(may);
  }
  /* Receipts are kept for a while; the book keeps them for good. */
  async function prune() {
    var sent = (await mine()).filter(function (item) { return item.state === "sent"; });
    var tx = writing(await open(), ["items", "bodies"]);
    sent.slice(0, Math.max(0, sent.length - KEPT)).forEach(function (item) {
      tx.objectStore("items").delete(item.seq);
      tx.objectStore("bodies").delete(item.id);
    });
    await tx.done;
  }

  // -- what is being typed, and what was chosen last: hers alone, too

  async function keep(name, value) {
    var key = able && told.owner ? await keyOf(told.owner) : null;
    if (!key) return;
    var sealed = value === null ? null : await seal(key, bytesOf(value)), db = await open();
    if (sealed) await db.put("meta", sealed, name + ":" + told.owner);
    else await db.delete("meta", name + ":" + told.owner);
  }
  async function kept(name) {
    var key = able && told.owner ? await keyOf(told.owner) : null;
    var sealed = key ? await (await open()).get("meta", name + ":" + told.owner) : null;
    return sealed ? unseal(key, sealed).then(valueOf, function () { return null; }) : null;
  }

  // -- out to a file and in again

  async function exported() {
    var items = (await mine()).filter(unsent), out = [];
    for (var at = 0; at < items.length; at++) {
      var item = items[at], bytes = await bodyOf(item);
      if (!bytes) continue;
      var one = { id: item.id, kind: item.kind, of: item.of, name: item.name, post: item.post, owner: item.for || item.owner, made: item.made };
      if (item.kind === "entry") one.said = valueOf(bytes);
      else one.bytes = base64(new Uint8Array(bytes));
      out.push(one);
    }
    return { format: told.format, person: told.person, items: out };
  }
  function base64(bytes) {
    var text = "";
    for (var at = 0; at < bytes.length; at += 8192) text += String.fromCharCode.apply(null, bytes.subarray(at, at + 8192));
    return btoa(text);
  }
  /* Takes in what another browser's file holds and isn't here yet; gives how many entries there were. */
  async function imported(text) {
    var file = JSON.parse(text);
    if (!file || file.format !== told.format || !Array.isArray(file.items)) throw new Error("another file");
    var here = new Set((await all()).map(function (item) { return item.id; }));
    var fresh = file.items.filter(function (item) { return item && typeof item.id === "string" && !here.has(item.id); });
    await add(fresh.map(function (item) {
      var bytes = item.bytes ? Uint8Array.from(atob(item.bytes), function (letter) { return letter.charCodeAt(0); }) : null;
      return {
        id: item.id, kind: item.kind === "photo" ? "photo" : "entry", of: item.of, name: item.name, said: item.said, bytes: bytes,
        post: item.post, made: item.made, owner: item.owner === told.owner ? "" : item.owner
      };
    }));
    return fresh.filter(function (item) { return item.kind !== "photo"; }).length;
  }

  // -- one tab at a time

  var LEASE = 30000;
  /* Runs the work where no other tab runs it; where locks aren't known, under a lease that a closed tab lets lapse. */
  async function alone(work) {
    if (navigator.locks) {
      return navigator.locks.request("yiben-outbox", { ifAvailable: true }, function (lock) { return lock ? work() : null; });
    }
    var holder = uuid7();
    if (!(await lease(holder, Date.now() + LEASE))) return null;
    var renewing = setInterval(function () { lease(holder, Date.now() + LEASE); }, LEASE / 3);
    try { return await work(); }
    finally { clearInterval(renewing); await lease(holder, 0); }
  }
  async function lease(holder, until) {
    var tx = writing(await open(), ["meta"]), now = await tx.store.get("lease");
    var free = !now || now.holder === holder || now.until < Date.now();
    if (free) tx.store.put({ holder: holder, until: until }, "lease");
    await tx.done;
    return free;
  }

  // -- telling the page, and the other tabs

  var listeners = [];
  function onChange(listener) { listeners.push(listener); }
  function paint() { listeners.forEach(function (listener) { listener(); }); }
  function changed() {
    paint();
    try { localStorage.setItem("yiben-outbox", String(Date.now())); } catch (_full) { /* other tabs see it at their next turn */ }
  }
  window.addEventListener("storage", function (event) { if (event.key === "yiben-outbox") paint(); });

  window.yibenOutbox = {
    able: able, told: told, open: open, uuid7: uuid7, add: add, all: all, mine: mine, counts: counts, saidOf: saidOf, bodyOf: bodyOf,
    settle: settle, tried: tried, drop: drop, prune: prune, keep: keep, kept: kept, exported: exported, imported: imported,
    alone: alone, keyOf: keyOf, takeKey: takeKey, dropKey: dropKey, onChange: onChange, changed: changed
  };
})();
