// For browsers that cannot run the module, and for a module that does not arrive: the page is loaded again while the server answers, which sends the screen
// to its board once it is approved. Written for any browser.
(function () {
  var site = document.currentScript.src.replace(/screen\/plain\.js.*$/, '');

  function again() {
    var request = new XMLHttpRequest();
    if (window.screenStarted) return;
    request.open('GET', site + 'health/live', true);
    request.timeout = 4000;
    request.onload = function () { if (request.status === 200) location.reload(); else later(); };
    request.onerror = request.ontimeout = later;
    request.send();
  }

  function later() { setTimeout(again, 10000); }

  later();
})();
