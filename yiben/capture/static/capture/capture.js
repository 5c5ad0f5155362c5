/* What the pages of the brief do in the browser. Both work without. */
(function () {
  "use strict";

  // A draft that is dropped folds away.
  function fold(box) {
    var draft = box.closest(".draft");
    if (draft) draft.classList.toggle("draft--dropped", box.checked);
  }
  document.addEventListener("change", function (event) {
    if (event.target.matches(".draft-drop input")) fold(event.target);
  });
  document.querySelectorAll(".draft-drop input").forEach(fold);

  // What was looked at is saved: the page says so, and leads to the next one.
  document.addEventListener("yiben:saved", function (event) {
    var form = event.target, heading = document.querySelector("h1"), next = document.createElement("a");
    if (!form.dataset.done) return;
    document.querySelectorAll("[data-with]").forEach(function (beside) { beside.remove(); });
    heading.textContent = form.dataset.done;
    next.className = "button button--primary";
    next.href = form.dataset.again;
    next.textContent = form.dataset.more;
    document.getElementById("notices").after(next);
  });
})();
