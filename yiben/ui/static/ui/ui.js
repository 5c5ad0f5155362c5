/* The little that pages do in the browser. Every page works without it. */
(function () {
  "use strict";

  // Menus close on a click elsewhere and on Escape.
  function closeMenus(except) {
    document.querySelectorAll("details.menu[open]").forEach(function (menu) {
      if (menu !== except) menu.open = false;
    });
  }
  document.addEventListener("click", function (event) {
    closeMenus(event.target.closest ? event.target.closest("details.menu") : null);
  });
  document.addEventListener("keydown", function (event) {
    var open = event.key === "Escape" && document.querySelector("details.menu[open]");
    if (!open) return;
    open.open = false;
    open.querySelector("summary").focus();
  });

  // A table that fits needs no box of its own to scroll in, so its head may stick to the window;
  // one that doesn't can be reached and scrolled by the keyboard.
  function measure(sheet) {
    sheet.classList.remove("fits");
    var fits = sheet.scrollWidth <= sheet.clientWidth + 1 && !sheet.classList.contains("sheet--wide");
    sheet.classList.toggle("fits", fits);
    if (fits) sheet.removeAttribute("tabindex");
    else sheet.tabIndex = 0;
  }
  function measureAll() {
    document.querySelectorAll(".sheet").forEach(measure);
  }
  window.addEventListener("resize", measureAll);

  // Whoever sent a form once has sent it; going back makes it ready again.
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (event.defaultPrevented || form.method !== "post" || form.hasAttribute("hx-post")) return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "1";
    form.setAttribute("aria-busy", "true");
  });
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-sent]").forEach(function (form) {
      delete form.dataset.sent;
      form.removeAttribute("aria-busy");
    });
  });

  document.addEventListener("click", function (event) {
    var target = event.target.closest ? event.target.closest("[data-print], [data-back]") : null;
    if (!target) return;
    if (target.hasAttribute("data-print")) window.print();
    else if (history.length > 1) {
      event.preventDefault();
      history.back();
    }
  });

  // A text to be copied is selected, so that it can be copied by hand where the browser won't.
  document.addEventListener("click", function (event) {
    var button = event.target.closest ? event.target.closest("[data-copy]") : null;
    var text = button && document.getElementById(button.dataset.copy);
    if (!text) return;
    text.focus();
    text.select();
    var copied = document.execCommand("copy");
    if (copied && button.dataset.copied) button.textContent = button.dataset.copied;
  });

  // The first wrong field takes the focus, after a page or a fragment has come.
  function focusWrong(root) {
    var wrong = root.querySelector("[aria-invalid=true]");
    if (wrong) wrong.focus();
  }

  // What a fragment's request could not do is said at the top, in the server's words where it sent some.
  function say(text) {
    var box = document.getElementById("notices");
    if (!box || !text) return;
    var notice = document.createElement("div");
    notice.className = "notice notice--error";
    notice.setAttribute("role", "alert");
    var glyph = document.createElement("span");
    glyph.className = "glyph";
    glyph.setAttribute("aria-hidden", "true");
    glyph.textContent = "×";
    var words = document.createElement("p");
    words.textContent = text;
    notice.append(glyph, words);
    box.replaceChildren(notice);
    notice.scrollIntoView({ block: "nearest" });
  }
  function refusal(xhr) {
    if (xhr.status !== 409 && xhr.status !== 503) return "";
    var page = new DOMParser().parseFromString(xhr.responseText, "text/html");
    var sentence = page.querySelector(".refused, .answer-text");
    return sentence ? sentence.textContent : "";
  }
  function words(name) {
    var box = document.getElementById("notices");
    return box ? box.dataset[name] : "";
  }
  document.addEventListener("htmx:responseError", function (event) {
    var xhr = event.detail.xhr;
    say(refusal(xhr) || words(xhr.status === 401 || xhr.status === 403 ? "denied" : "failed"));
  });
  document.addEventListener("htmx:sendError", function () { say(words("offline")); });
  document.addEventListener("htmx:timeout", function () { say(words("offline")); });
  // An answer tells that the server is back.
  document.addEventListener("htmx:beforeSwap", function () {
    var notice = document.querySelector("#notices .notice");
    if (notice && notice.textContent.indexOf(words("offline")) >= 0) notice.remove();
  });
  document.addEventListener("htmx:afterSettle", function (event) {
    measureAll();
    focusWrong(event.target);
  });

  // On a phone the navigation runs past the edge: begin where one is.
  var nav = document.querySelector(".nav");
  var now = nav && nav.querySelector("[aria-current]");
  if (now) nav.scrollLeft = now.offsetLeft - (nav.clientWidth - now.offsetWidth) / 2;

  // What only works with this script is hidden until it runs.
  document.querySelectorAll("[data-print], [data-back], [data-copy]").forEach(function (way) { way.hidden = false; });
  measureAll();
  focusWrong(document);
})();
