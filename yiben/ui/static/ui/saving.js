/* Forms that are saved through the outbox, and the list of what waits and what was sent.

   A form marked data-entries holds one entry, or one in each part marked data-entry. Pressing save puts them in the
   outbox first and sends them from there, so a network that goes meanwhile takes nothing with it. Where the browser
   can't keep an outbox, the form is sent as forms are. */
(function () {
  "use strict";

  var outbox = window.yibenOutbox, sending = window.yibenSending, told = outbox.told, words = told.words || {};
  var TEXTS = ["unit", "kind", "title", "start", "end", "place", "topic", "note", "reason", "upcoming"];
  var SEVERAL = ["lines", "cohosts", "measures"];
  var SHAPES = (told.shapes || []).map(function (shape) { return new RegExp("^(?:" + shape + ")$", "i"); });
  var PATIENCE = 8000;

  // -- what a form says

  function named(scope, name) {
    var prefix = scope.dataset.entry ? scope.dataset.entry + "-" : "";
    return Array.from(scope.querySelectorAll("[name]")).filter(function (field) { return field.name === prefix + name; });
  }
  function valueOf(scope, name) {
    var fields = named(scope, name);
    if (!fields.length) return null;
    if (fields[0].type !== "radio") return fields[0].value;
    var chosen = fields.find(function (field) { return field.checked; });
    return chosen ? chosen.value : "";
  }
  function ticked(scope, name) {
    return named(scope, name).filter(function (field) { return field.checked; }).map(function (field) { return field.value; });
  }
  function isOn(scope, name) { return ticked(scope, name).length > 0 || (named(scope, name)[0] || {}).value === "True"; }

  function said(scope, before) {
    var found = Object.assign({}, before);
    TEXTS.forEach(function (name) { var value = valueOf(scope, name); if (value !== null) found[name] = value.trim(); });
    SEVERAL.forEach(function (name) { if (named(scope, name).length) found[name] = ticked(scope, name); });
    found.summary = isOn(scope, "summary");
    found.planned = isOn(scope, "planned") && !isOn(scope, "done");
    found.amounts = Array.from(scope.querySelectorAll("[data-metric]"), function (field) {
      return [field.dataset.metric, field.value.trim(), field.dataset.noun || ""];
    }).filter(function (one) { return one[1]; });
    return found;
  }
  function fill(scope, values) {
    TEXTS.concat(SEVERAL).forEach(function (name) {
      var value = values[name];
      if (value === undefined) return;
      named(scope, name).forEach(function (field) {
        if (field.type === "radio" || field.type === "checkbox") field.checked = [].concat(value).indexOf(field.value) >= 0;
        else field.value = value;
      });
    });
    named(scope, "summary").forEach(function (field) { field.checked = Boolean(values.summary); });
    (values.amounts || []).forEach(function (one) {
      var field = Array.from(scope.querySelectorAll("[data-metric]")).find(function (field) {
        return field.dataset.metric === one[0] && (field.dataset.noun || "") === (one[2] || "");
      });
      if (field) field.value = one[1];
    });
    scope.querySelectorAll("details.more").forEach(function (fold) {
      fold.open = fold.open || Array.from(fold.querySelectorAll("input, select, textarea")).some(function (field) {
        return field.type === "checkbox" || field.type === "radio" ? field.checked : field.type !== "file" && field.value;
      });
    });
    scope.dispatchEvent(new CustomEvent("yiben:filled", { bubbles: true }));
  }

  // -- the rules, as the server wrote them into the form

  function today() {
    var here = new Date(Date.now() + 8 * 3600 * 1000).toISOString().slice(0, 10); // the day in Asia/Shanghai
    return told.still || here < told.today ? told.today : here;
  }
  function isAmount(text) {
    var plain = text.normalize("NFKC").replace(/\s+/g, " ").replace(/[。;、\s]+$/, "").trim(), bare = plain.replace(/ /g, "");
    if (!/\d/.test(plain) && !/^(-{1,2}|—|\/|\\|无)?$/.test(plain)) return false;
    return !/^[-−]\s?[1-9]/.test(plain) && SHAPES.some(function (shape) {
      var found = shape.exec(plain) || shape.exec(bare), parts = found && found.groups;
      // A shape that knows about-words takes only what has one; what has none is for the other shapes.
      return found && !(parts && "before" in parts && !(parts.before || parts.after || parts.after2));
    });
  }
  function wrongs(scope) {
    var found = [], seen = {};
    function wrong(field, sentence) { if (field && !seen[field.name]) { seen[field.name] = true; found.push([field, sentence]); } }
    scope.querySelectorAll("input, select, textarea").forEach(function (field) {
      var length = field.getAttribute("maxlength");
      if (field.validity.badInput || field.validity.valueMissing) wrong(field, field.dataset.missing || words.required);
      else if (length && field.value.length > Number(length)) wrong(field, words.long);
      else if (field.dataset.metric && field.value.trim() && !isAmount(field.value)) wrong(field, words.number);
    });
    var start = named(scope, "start")[0], end = named(scope, "end")[0], planned = isOn(scope, "planned") && !isOn(scope, "done");
    if (start && !planned && start.value > today()) wrong(start, words.future);
    if (start && end && end.value && end.value < start.value) wrong(end, words.before);
    return found;
  }
  // An amount that is seldom true is asked back, until the box beside it says that it is.
  function unusual(scope) {
    var kind = named(scope, "kind").find(function (field) { return field.type !== "radio" || field.checked; });
    var holder = scope.querySelector("[data-most]"), usual = holder && JSON.parse(holder.dataset.most);
    var most = usual && kind && usual.sorts[usual.of[kind.value]];
    if (!most || !Object.keys(most).length || (isOn(scope, "planned") && !isOn(scope, "done"))) return [];
    var fields = Array.from(scope.querySelectorAll("[data-metric]")), many = {};
    fields.forEach(function (field) {
      var found = /^\D*([\d,]*\.?\d+)\s*([百千万亿]?)/.exec(field.value.normalize("NFKC").trim());
      var scale = found ? { "百": 1e2, "千": 1e3, "万": 1e4, "亿": 1e8 }[found[2]] || 1 : 0;
      var value = found ? Number(found[1].replace(/,/g, "")) * scale : 0;
      if (value > (many[field.dataset.metric] || 0)) many[field.dataset.metric] = value;
    });
    var start = valueOf(scope, "start"), end = valueOf(scope, "end"), summary = isOn(scope, "summary");
    var days = start && end && end > start ? Math.round((Date.parse(end) - Date.parse(start)) / 864e5) + 1 : 1;
    var often = Math.max(many.times || 1, 1) * days;
    var people = usual.people.map(function (name) { return many[name]; }).find(Boolean);
    return fields.filter(function (field) {
      var name = field.dataset.metric, bound = name === "times" ? (summary ? usual.summary : most.times * days) : most[name] * often;
      var long = name === "hours" && people && many.hours > people * often * usual.day;
      return many[name] && field.value.trim() && (many[name] > bound || long) && !sure(field, many[name], usual);
    }).map(function (field) { return [field, usual.ask]; });
  }
  function sure(field, many, usual) {
    var box = field.closest(".told, .field") || field.parentElement, old = box.querySelector(".sure");
    var tick = old && old.querySelector("input");
    if (tick && tick.value === String(many)) return tick.checked;
    if (old) old.remove();
    var label = document.createElement("label"), words = document.createElement("span");
    tick = document.createElement("input");
    tick.type = "checkbox";
    tick.value = String(many);
    label.className = "sure";
    words.textContent = usual.sure.replace("{many}", many.toLocaleString("en") + " " + (field.dataset.noun || usual.units[field.dataset.metric] || ""));
    label.append(tick, words);
    (box.querySelector(".told-control") || box).append(label);
    return false;
  }
  function refusals(scope, answer) {
    return Object.keys(answer).map(function (name) {
      var field = named(scope, name)[0] || scope.querySelector('[data-metric="' + name + '"]');
      return [field || null, answer[name]];
    });
  }
  function tell(scope, found) {
    var first = null;
    found.forEach(function (one) {
      var field = one[0];
      if (!field) { note("error", one[1]); return; }
      var box = field.closest(".told, .field") || field.parentElement, id = (field.id || field.name) + "_error";
      var list = document.createElement("ul"), line = document.createElement("li"), glyph = document.createElement("span");
      list.className = "field-errors";
      list.id = id;
      glyph.className = "glyph";
      glyph.setAttribute("aria-hidden", "true");
      glyph.textContent = "×";
      line.append(glyph, one[1]);
      list.append(line);
      (box.querySelector(".told-control") || box).insertBefore(list, box.querySelector(".sure"));
      box.classList.add("field--wrong");
      field.setAttribute("aria-invalid", "true");
      field.setAttribute("aria-describedby", id);
      for (var fold = field.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
      first = first || field;
    });
    if (first) first.focus();
  }
  function clear(form) {
    form.querySelectorAll(".sure input:not(:checked)").forEach(function (tick) { tick.parentElement.remove(); });
    form.querySelectorAll(".field-errors").forEach(function (list) { list.remove(); });
    form.querySelectorAll(".field--wrong").forEach(function (box) { box.classList.remove("field--wrong"); });
    form.querySelectorAll("[aria-invalid]").forEach(function (field) {
      field.removeAttribute("aria-invalid");
      field.removeAttribute("aria-describedby");
    });
  }

  // -- saying what came of it

  function note(tone, text, links) {
    var box = document.getElementById("notices"), notice = document.createElement("div"), line = document.createElement("p");
    var glyph = document.createElement("span");
    notice.className = "notice notice--" + tone;
    notice.setAttribute("role", tone === "error" ? "alert" : "status");
    glyph.className = "glyph";
    glyph.setAttribute("aria-hidden", "true");
    glyph.textContent = { success: "✓", error: "×", warning: "△" }[tone] || "·";
    line.append(text);
    (links || []).forEach(function (one) {
      var link = document.createElement("a");
      link.href = one[0];
      link.textContent = one[1];
      line.append(" ", link);
    });
    notice.append(glyph, line);
    box.append(notice);
    return notice;
  }
  function quiet() { document.getElementById("notices").replaceChildren(); }
  function pageOf(id) { return told.entry.replace("00000000-0000-0000-0000-000000000000", id); }

  async function outcome(ids) {
    var items = await outbox.mine();
    return ids.map(function (id) { return items.find(function (item) { return item.id === id; }) || {}; });
  }
  function soon(promise) { return Promise.race([promise, new Promise(function (done) { setTimeout(done, PATIENCE); })]); }

  // -- saving

  async function save(form) {
    clear(form);
    quiet();
    var every = form.querySelectorAll("[data-entry]"), parts = every.length ? Array.from(every) : [form];
    var kept = parts.filter(function (part) { return !isOn(part, "drop"); });
    var wrong = [].concat.apply([], kept.map(wrongs));
    if (!wrong.length) wrong = [].concat.apply([], kept.map(unusual));
    if (wrong.length) { tell(form, wrong); return; }
    if (!kept.length) { note("info", words.nothing); return; }
    var old = form.dataset.replaces ? form.dataset.replaces.split(" ") : [];
    var before = form.yibenBefore || {};
    var items = kept.map(function (part) { return { id: outbox.uuid7(), said: said(part, before) }; });
    var photos = await photosOf(form, items);
    if (!photos) return;
    if (!(await sending.unlocked())) { note("error", words.unready); return; }
    await outbox.add(items.concat(photos));
    for (var at = 0; at < old.length; at++) await outbox.drop(old[at]);
    delete form.dataset.replaces;
    form.dispatchEvent(new CustomEvent("yiben:kept", { bubbles: true, detail: items }));
    if (form.dataset.keep) await outbox.keep("typing-" + form.dataset.keep, null);
    if (form.dataset.of) await outbox.keep("typing-" + form.dataset.of, null);
    await soon(sending.flush());
    await told_of(form, kept, items);
  }
  async function told_of(form, parts, items) {
    var found = await outcome(items.map(function (item) { return item.id; }));
    var refused = found.filter(function (item) { return item.state === "refused"; });
    var sent = found.filter(function (item) { return item.state === "sent"; });
    var receipts = sent.some(function (item) { return item.receipt; });
    if (sent.length) note("success", receipts ? words.sent : "", sent.map(function (item) {
      return item.receipt ? [pageOf(item.id), item.receipt] : [told.calendar, words.planned];
    }));
    if (sent.length + refused.length < found.length) note("warning", [words.saved, sending.why()].join(""), [[told.unsent, words.list]]);
    if (refused.length) {
      form.dataset.replaces = refused.map(function (item) { return item.id; }).join(" ");
      found.forEach(function (item, at) {
        if (item.state === "refused") tell(parts[at], refusals(parts[at], item.answer));
        else if (parts.length > 1) parts[at].remove();
      });
      return;
    }
    form.dispatchEvent(new CustomEvent("yiben:saved", { bubbles: true, detail: items }));
    if (form.dataset.once !== undefined) form.remove();
    else { form.reset(); clear(form); }
    form.dispatchEvent(new CustomEvent("yiben:ready", { bubbles: true }));
    document.getElementById("content").focus();
    window.scrollTo(0, 0);
  }
  async function photosOf(form, items) {
    var field = form.querySelector("input[data-photos]"), out = [];
    var files = field && items.length === 1 ? Array.from(field.files) : [];
    for (var at = 0; at < files.length; at++) {
      try {
        // A notice or a list goes as it is; only a picture can be made smaller.
        var bytes = await (/^image\//.test(files[at].type) ? yibenPictures.shrunk(files[at]) : files[at].arrayBuffer());
        out.push({ id: outbox.uuid7(), kind: "photo", of: items[0].id, name: files[at].name, bytes: bytes });
      } catch (_unreadable) {
        tell(form, [[field, words["bad-photo"]]]);
        return null;
      }
    }
    return out;
  }

  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (!form.matches("form[data-entries]") || !outbox.able || form.dataset.plain || form.dataset.busy) {
      if (form.dataset.busy) event.preventDefault();
      return;
    }
    event.preventDefault();
    form.dataset.busy = "1";
    form.setAttribute("aria-busy", "true");
    save(form).catch(function () {
      if (!navigator.onLine) { note("error", words.unready); return; }
      // The browser can't keep anything: send it as forms are sent; its own id makes a second press harmless.
      form.dataset.plain = "1";
      delete form.dataset.busy;
      form.submit();
    }).then(function () {
      delete form.dataset.busy;
      form.removeAttribute("aria-busy");
    });
  }, true);

  // -- what is being typed outlives a closed tab

  var typing = null;
  document.addEventListener("input", function (event) {
    var form = event.target.closest("form[data-keep]");
    if (!form) return;
    clearTimeout(typing);
    typing = setTimeout(function () {
      if (form.dataset.busy) return;
      var text = form.querySelector("textarea[data-brief]");
      outbox.keep("typing-" + form.dataset.keep, text ? { text: text.value } : said(form)).catch(function () { /* typed all the same */ });
    }, 400);
  });
  async function restore(form) {
    var asked = new URLSearchParams(location.search).get("edit"), text = form.querySelector("textarea[data-brief]");
    if (asked && !text) {
      var item = (await outbox.mine()).find(function (item) { return item.id === asked; });
      var value = item && await outbox.saidOf(item);
      if (!value) return;
      form.yibenBefore = value;
      form.dataset.replaces = asked;
      fill(form, value);
      if (item.state === "refused") tell(form, refusals(form, item.answer));
      return;
    }
    // A page that came filled in (copied, or announced in the calendar) stays as it came.
    if (!text && named(form, "title")[0].defaultValue) return;
    var kept = await outbox.kept("typing-" + form.dataset.keep);
    if (text && kept && kept.text && !text.value) text.value = kept.text;
    else if (!text && kept && (kept.title || (kept.amounts || []).length)) fill(form, kept);
    else return;
    note("info", words.restored);
  }

  // -- the list

  async function list() {
    var box = document.getElementById("outbox");
    if (!box) return;
    if (!outbox.able) { box.querySelector("[data-cannot]").hidden = false; return; }
    var items = (await outbox.mine()).reverse(), entries = items.filter(function (item) { return item.kind === "entry"; });
    var rows = await Promise.all(entries.map(function (item) { return row(item, items); }));
    box.querySelector("[data-list]").replaceChildren.apply(box.querySelector("[data-list]"), rows);
    var unsent = items.filter(function (item) { return item.state !== "sent"; });
    box.querySelector("[data-some]").hidden = !unsent.length;
    box.querySelector("[data-none]").hidden = entries.length > 0;
    box.querySelector("[data-ready]").hidden = document.documentElement.dataset.offline !== "ready";
    var why = box.querySelector("[data-why]");
    why.textContent = unsent.length ? sending.why() : "";
    box.querySelector("[data-old]").hidden = !unsent.some(function (item) { return Date.now() - item.made > 24 * 3600 * 1000; });
  }
  async function row(item, items) {
    var line = document.createElement("li"), what = document.createElement("span"), how = document.createElement("span");
    var value = await outbox.saidOf(item).catch(function () { return null; });
    var photos = items.filter(function (one) { return one.of === item.id && one.state !== "sent"; });
    what.textContent = value ? value.title : words.locked;
    var when = document.createElement("span");
    when.className = "soft";
    when.textContent = value ? value.start : "";
    how.className = item.state === "sent" ? "trace soft" : "";
    how.textContent = item.state === "sent" ? "" : words[item.state];
    line.append(what, when);
    if (item.state === "sent" && item.receipt) {
      var link = document.createElement("a");
      link.href = pageOf(item.id);
      link.textContent = item.receipt;
      how.append(link);
    }
    line.append(how);
    if (photos.length) line.append(words.photo + " " + photos.length);
    if (item.state === "refused") {
      var why = document.createElement("span");
      why.className = "refused";
      why.textContent = Object.keys(item.answer).map(function (name) { return item.answer[name]; }).join("；");
      line.append(why);
    }
    if (item.state === "refused" || (item.state === "waiting" && !item.tries)) {
      var edit = document.createElement("a"), drop = document.createElement("button");
      edit.href = told.new + "?edit=" + item.id;
      edit.textContent = words.again;
      drop.type = "button";
      drop.className = "link";
      drop.textContent = words.drop;
      drop.addEventListener("click", function () { outbox.drop(item.id); });
      line.append(edit, drop);
    }
    return line;
  }
  document.addEventListener("click", async function (event) {
    var button = event.target.closest ? event.target.closest("[data-outbox]") : null;
    if (!button) return;
    if (button.dataset.outbox === "send") await sending.flush();
    if (button.dataset.outbox === "file") {
      var file = new Blob([JSON.stringify(await outbox.exported())], { type: "application/json" }), link = document.createElement("a");
      link.href = URL.createObjectURL(file);
      link.download = button.dataset.name;
      document.body.append(link);
      link.click();
      link.remove();
    }
  });
  document.addEventListener("change", async function (event) {
    var field = event.target;
    if (!field.matches("input[data-outbox-file]") || !field.files.length) return;
    quiet();
    if (!(await sending.unlocked())) { note("error", words.unready); return; }
    try {
      var text = await field.files[0].text();
      note("info", words.imported.replace("{n}", await outbox.imported(text)));
      await sending.flush();
    } catch (_broken) {
      note("error", words["bad-file"]);
    }
    field.value = "";
  });

  async function begin() {
    await list();
    if (!outbox.able) return;
    outbox.onChange(list);
    var forms = document.querySelectorAll("form[data-keep]");
    for (var at = 0; at < forms.length; at++) await restore(forms[at]);
    if (navigator.storage && navigator.storage.persist && forms.length) navigator.storage.persist();
  }
  window.yibenSaving = { isAmount: isAmount, said: said, fill: fill, today: today, note: note, named: named };
  begin().catch(function () { /* works online */ });
})();
