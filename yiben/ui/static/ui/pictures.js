/* A photo made small enough to send from a stairwell. Drawn anew, it carries no position and no camera's name. */
(function () {
  "use strict";

  var SIDE = 1600, QUALITY = 0.82;

  function read(file) {
    return new Promise(function (done, failed) {
      var reader = new FileReader();
      reader.onload = function () { done(reader.result); };
      reader.onerror = failed;
      reader.readAsDataURL(file);
    });
  }
  function decoded(address) {
    return new Promise(function (done, failed) {
      var image = new Image();
      image.onload = function () { done(image); };
      image.onerror = failed;
      image.src = address;
    });
  }
  function encoded(canvas) {
    return new Promise(function (done, failed) {
      canvas.toBlob(function (blob) { if (blob) done(blob); else failed(new Error("no picture")); }, "image/jpeg", QUALITY);
    });
  }

  /* The bytes of a JPEG no longer than SIDE; fails where the browser can't open the picture. */
  async function shrunk(file) {
    var image = await decoded(await read(file));
    var scale = Math.min(1, SIDE / Math.max(image.naturalWidth, image.naturalHeight));
    var canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(image.naturalWidth * scale));
    canvas.height = Math.max(1, Math.round(image.naturalHeight * scale));
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return (await encoded(canvas)).arrayBuffer();
  }

  window.yibenPictures = { shrunk: shrunk };
})();
