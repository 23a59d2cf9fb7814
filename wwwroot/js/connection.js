// Starts Blazor with a heartbeat that notices a dead connection within ten seconds, and says on the page when it is lost.
// Other modules hear of it by an event: importing them by a second address would run them twice.
const notice = document.getElementById('components-reconnect-modal');

function show(isConnected) {
  if (notice) notice.hidden = isConnected;
  document.dispatchEvent(new CustomEvent('connection-changed', { detail: { isConnected } }));
}

async function loadAgainWhenServed() {
  // The circuit is gone for good (the server was restarted): all state that matters is in the address.
  for (;;) {
    try {
      const answer = await fetch('health/live', { cache: 'no-store' });
      if (answer.ok) { location.reload(); return; }
    } catch { /* the server is not back yet */ }
    await new Promise(done => setTimeout(done, 3000));
  }
}

notice?.addEventListener('components-reconnect-state-changed', event => {
  const state = event.detail.state;
  const isConnected = state === 'hide';
  show(isConnected);
  if (state === 'failed' || state === 'rejected' || state === 'resume-failed') loadAgainWhenServed();
});

// After an error Blazor shows this element by its style and tries nothing. A page that breaks at once after it was loaded stays as it is, with a button.
const broken = document.getElementById('blazor-error-ui');
if (broken) {
  const loadedLongAgo = () => performance.now() > 10_000;
  broken.querySelector('[data-reload]').addEventListener('click', () => location.reload());
  new MutationObserver(() => { if (loadedLongAgo()) loadAgainWhenServed(); }).observe(broken, { attributeFilter: ['style'] });
}

await Blazor.start({
  circuit: {
    configureSignalR: builder => builder.withServerTimeout(10_000).withKeepAliveInterval(5_000),
    reconnectionOptions: { maxRetries: 200, retryIntervalMilliseconds: attempt => attempt < 10 ? 1_000 : 3_000 },
  },
});
show(true);
