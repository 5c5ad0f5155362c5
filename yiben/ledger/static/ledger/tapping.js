/* The entry form by one thumb: the usual kinds and days to tap, and what was chosen last. The form works without. */
(function () {
  "use strict";

  var outbox = window.yibenOutbox, saving = window.yibenSaving;
  var form = document.querySelector("form[data-entries][data-usual]");
  if (!form || !saving) return;
  var told = outbox.told.words, DAYS = [told.today, told.yesterday, told.before_yesterday];
  var last = { kinds: [], of: {}, places: [], titles: [] }, MOST = 6;

  function field(name) { return saving.named(form, name)[0]; }
  function press(group, value) {
    Array.from(group.children).forEach(function (button) {
      button.setAttribute("aria-pressed", String(button.value === value));
    });
  }
  /* Buttons in front of a field, each of which fills it in. */
  function taps(into, label, pairs) {
    var group = document.createElement("div");
    group.className = "taps";
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", label);
    pairs.forEach(function (pair) {
      var button = document.createElement("button");
      button.type = "button";
      button.value = pair[0];
      button.textContent = pair[1];
      button.addEventListener("click", function () {
        into.value = pair[0];
        into.dispatchEvent(new Event("change", { bubbles: true }));
        into.dispatchEvent(new Event("input", { bubbles: true }));
      });
      group.append(button);
    });
    var old = into.parentElement.querySelector(".taps");
    if (old) old.remove();
    into.parentElement.insertBefore(group, into);
    into.addEventListener("change", function () { press(group, into.value); });
    press(group, into.value);
    return group;
  }

  // -- kinds: what she logged last, then what her unit holds most

  function kinds() {
    var select = field("kind"), names = {};
    Array.from(select.options).forEach(function (option) { if (option.value) names[option.value] = option.textContent; });
    var wanted = last.kinds.concat(form.dataset.usual.split(" "), Object.keys(names));
    var usual = wanted.filter(function (slug, at) { return names[slug] && wanted.indexOf(slug) === at; }).slice(0, MOST);
    taps(select, told.usual, usual.map(function (slug) { return [slug, names[slug]]; }));
  }
  function day(before) {
    var now = new Date(saving.today() + "T00:00:00Z");
    return new Date(now.getTime() - before * 24 * 3600 * 1000).toISOString().slice(0, 10);
  }
  function days() {
    var start = field("start");
    if (!start.value || start.value === start.defaultValue) start.value = day(0);
    taps(start, told.days, DAYS.map(function (name, before) { return [day(before), name]; }));
  }

  // -- what goes with a kind: the lines and the counts of the last time

  function counts() { return form.querySelector("fieldset .row"); }
  function follow() {
    var known = last.of[field("kind").value];
    if (!known) return;
    known.metrics.forEach(function (slug) {
      var count = form.querySelector('[data-metric="' + slug + '"]');
      var box = count && count.closest(".field");
      if (box && box.parentElement !== counts()) counts().append(box);
    });
    var lines = saving.named(form, "lines");
    if (lines.some(function (box) { return box.checked; })) return;
    lines.forEach(function (box) { box.checked = known.lines.indexOf(box.value) >= 0; });
    var fold = lines.length && lines[0].closest("details"), names = lines.filter(function (box) { return box.checked; });
    if (fold && names.length) hint(fold, names.map(function (box) { return box.closest("label").textContent.trim(); }).join("、"));
  }
  function hint(fold, text) {
    var summary = fold.querySelector("summary"), said = summary.querySelector(".soft") || document.createElement("span");
    said.className = "soft";
    said.textContent = " " + text;
    summary.append(said);
  }
  function offer(name, values) {
    var into = field(name), id = "last-" + name, list = document.getElementById(id) || document.createElement("datalist");
    list.id = id;
    list.replaceChildren.apply(list, values.map(function (value) {
      var option = document.createElement("option");
      option.value = value;
      return option;
    }));
    into.after(list);
    into.setAttribute("list", id);
  }
  function latest(list, value, most) {
    return value ? [value].concat(list.filter(function (other) { return other !== value; })).slice(0, most) : list;
  }

  form.addEventListener("yiben:kept", function (event) {
    event.detail.forEach(function (item) {
      var said = item.said;
      last.kinds = latest(last.kinds, said.kind, MOST);
      last.places = latest(last.places, said.place, 8);
      last.titles = latest(last.titles, said.title, 12);
      last.of[said.kind] = { lines: said.lines || [], metrics: said.amounts.map(function (one) { return one[0]; }) };
    });
    outbox.keep("last", last).then(ready);
  });
  form.addEventListener("yiben:ready", function () { kinds(); days(); });
  form.addEventListener("yiben:filled", function () {
    Array.from(form.querySelectorAll(".taps")).forEach(function (group) { press(group, group.nextElementSibling.value); });
  });
  field("kind").addEventListener("change", follow);

  function ready() {
    kinds();
    days();
    offer("place", last.places);
    offer("title", last.titles);
  }
  ready();
  outbox.kept("last").then(function (kept) {
    if (!kept) return;
    last = kept;
    ready();
  }, function () { /* nothing was remembered */ });
})();
