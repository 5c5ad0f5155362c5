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
})();
