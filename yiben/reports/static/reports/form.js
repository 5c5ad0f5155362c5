/* Typing into a sheet: Enter and the arrows go from cell to cell, a block copied from a workbook is pasted over as many
   cells as it has, and whoever leaves with something unsaved is asked. The page works without it. */
(function () {
  "use strict";

  var form = document.getElementById("typing");
  if (!form) return;
  var sent = false;

  function parts(input) {
    var found = /^([A-Z]+)(\d+)$/.exec(input.name);
    return found && { letters: found[1], row: Number(found[2]) };
  }
  function number(letters) {
    return letters.split("").reduce(function (sum, one) { return sum * 26 + one.charCodeAt(0) - 64; }, 0);
  }
  function letters(column) {
    return column ? letters(Math.floor((column - 1) / 26)) + String.fromCharCode(65 + (column - 1) % 26) : "";
  }
  function cell(name) {
    var found = form.elements.namedItem(name);
    return found && found.tagName === "INPUT" ? found : null;
  }

  // The next cell below or above that is typed; some rows between are the book's.
  function beyond(input, step) {
    var at = parts(input), last = at && at.row + 300;
    for (var row = at ? at.row + step : 0; row > 0 && row < last; row += step) {
      var found = cell(at.letters + row);
      if (found) return found;
    }
    return null;
  }
  form.addEventListener("keydown", function (event) {
    var step = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    var input = event.target;
    if (!step || event.isComposing || input.tagName !== "INPUT" || !parts(input)) return;
    if (event.key !== "Enter" && input.hasAttribute("list")) return;
    event.preventDefault();
    var found = beyond(input, step);
    if (!found) return;
    found.focus();
    found.select();
  });

  // Rows and columns as a workbook copies them; what has no cell here is left out.
  form.addEventListener("paste", function (event) {
    var input = event.target, at = input.tagName === "INPUT" && parts(input);
    var text = event.clipboardData ? event.clipboardData.getData("text/plain").replace(/\r/g, "").replace(/\n$/, "") : "";
    if (!at || !/[\t\n]/.test(text)) return;
    event.preventDefault();
    text.split("\n").forEach(function (line, down) {
      line.split("\t").forEach(function (said, across) {
        var found = cell(letters(number(at.letters) + across) + (at.row + down));
        if (found) found.value = said.trim();
      });
    });
  });

  function changed() {
    return Array.prototype.some.call(form.elements, function (one) {
      return one.tagName === "INPUT" && one.type !== "hidden" && one.value !== one.defaultValue;
    });
  }
  form.addEventListener("submit", function () { sent = true; });
  window.addEventListener("pageshow", function () { sent = false; });
  window.addEventListener("beforeunload", function (event) {
    if (sent || !changed()) return;
    event.preventDefault();
    event.returnValue = "";
  });
})();
