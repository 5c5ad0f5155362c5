/* Photos are made smaller before they are sent, where the browser can: a stairwell's network is slow. Elsewhere, and
   with what can't be opened here, the files go as they are; the server does the same with them. */
(function () {
  "use strict";

  var LARGE = 600 * 1024;

  function picked(files) {
    var list = new DataTransfer();
    files.forEach(function (file) { list.items.add(file); });
    return list.files;
  }
  function small(file) {
    if (!/^image\//.test(file.type) || file.size < LARGE) return Promise.resolve(file);
    var name = file.name.replace(/\.[^.]*$/, "") + ".jpg";
    return yibenPictures.shrunk(file).then(
      function (bytes) { return new File([bytes], name, { type: "image/jpeg" }); },
      function () { return file; });
  }

  document.addEventListener("submit", function (event) {
    var form = event.target, field = form.querySelector("input[type=file]");
    if (!form.matches("form[data-shrinks]") || form.dataset.sending || !field.files.length || !window.yibenPictures) return;
    event.preventDefault();
    form.dataset.sending = "1";
    var button = form.querySelector("button");
    button.disabled = true;
    button.textContent = form.dataset.shrinks;
    Promise.all(Array.from(field.files).map(small))
      .then(function (files) { field.files = picked(files); })
      .catch(function () { /* as they are, then */ })
      .then(function () { form.submit(); });
  });
})();
