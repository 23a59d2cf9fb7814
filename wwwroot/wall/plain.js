// For browsers that cannot run the wall's modules or fail their own test, and for modules that do not arrive: the page loads itself again while the server
// answers, and looks old when it does not. It never says "live": the line below says of what time its figures are. Written for any browser.
(function () {
  var site = document.currentScript.src.replace(/wall\/plain\.js.*$/, '');
  var root = document.documentElement;
  var failures = 0;
  var failedAt = null;
  var hasModules = 'noModule' in document.createElement('script');

  function look(freshness) {
    if (window.wallStarted) return;
    root.setAttribute('data-freshness', freshness);
    root.setAttribute('data-waiting', freshness === 'served' ? 'yes' : 'no');
    if (freshness !== 'served') write(freshness);
  }

  // whatever the style sheet makes of it: old figures lose the words of now
  function write(freshness) {
    var word = document.getElementById('notice').getAttribute('data-' + freshness) || '';
    put('.state', word);
    put('.now', '');
    if (freshness === 'nodata') put('.figure', '\u2013');
  }

  function put(selector, text) {
    var places = document.querySelectorAll(selector);
    for (var i = 0; i < places.length; i++) places[i].textContent = text;
  }

  function begin() {
    var served = root.getAttribute('data-served');
    if (window.wallStarted || root.getAttribute('data-from-memory')) return;
    look(served === 'live' ? 'served' : served);
    setTimeout(function () { if (failedAt === null) look('delayed'); }, 9500);
  }

  function again() {
    var request = new XMLHttpRequest();
    if (window.wallStarted) return;
    request.open('GET', site + 'health/live', true);
    request.timeout = 4000;
    request.onload = function () { if (request.status === 200) location.reload(); else failed(); };
    request.onerror = request.ontimeout = failed;
    request.send();
  }

  function failed() {
    var now = new Date().getTime();
    failedAt = failedAt || now;
    failures++;
    look(now - failedAt > 900000 ? 'nodata' : 'delayed');
    setTimeout(again, Math.min(2500 * Math.pow(2, failures), 30000));
  }

  if (hasModules) window.addEventListener('load', begin); else begin(); // by then the modules have run, or never will
  setTimeout(again, 8000);
})();
