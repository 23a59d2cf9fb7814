// For browsers that cannot run the wall's modules: the page loads itself again while the server answers, and looks old when it does
// not. Written for any browser.
(function () {
  var site = document.currentScript.src.replace(/wall\/plain\.js.*$/, '');
  var failedAt = null;
  function again() {
    if (window.wallStarted) return;
    var request = new XMLHttpRequest();
    request.open('GET', site + 'health/live', true);
    request.timeout = 4000;
    request.onload = function () { if (request.status === 200) location.reload(); else failed(); };
    request.onerror = request.ontimeout = failed;
    request.send();
  }
  function failed() {
    failedAt = failedAt || new Date().getTime();
    var isLong = new Date().getTime() - failedAt > 900000;
    document.documentElement.setAttribute('data-freshness', isLong ? 'nodata' : 'delayed');
    document.documentElement.setAttribute('data-waiting', 'no');
    setTimeout(again, 5000);
  }
  setTimeout(again, 10000);
})();
