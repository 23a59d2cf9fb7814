// The official JavaScript SDK as a contender: logs in, asks TIMES times, adds up; prints one line of JSON.
// Usage: node sdk.cjs ADDRESS SIZE TIMES
const { readFileSync } = require('node:fs');
const platform = require('purecloud-platform-client-v2');

async function ask(api) {
  const { results } = await api.postAnalyticsConversationsAggregatesQuery({
    interval: '2026-09-01T00:00:00.000Z/2026-09-02T00:00:00.000Z',
    groupBy: ['queueId', 'mediaType'],
    metrics: ['nOffered', 'tAnswered'],
  });
  const sums = { buckets: 0, offered: 0, answered: 0, withinEdges: 0 };
  for (const { data } of results) {
    for (const { metrics, views } of data) {
      sums.buckets += 1;
      for (const { metric, stats } of metrics) {
        if (metric === 'nOffered') sums.offered += stats.count;
        else if (metric === 'tAnswered') sums.answered += stats.count;
      }
      for (const { stats } of views) sums.withinEdges += stats.count;
    }
  }
  return sums;
}

async function main([address, size, times]) {
  const { hostname, port } = new URL(address);
  const client = platform.ApiClient.instance;
  client.setGateway({ host: hostname, protocol: 'http', port: Number(port), path_params_login: '', path_params_api: size });
  // The default of 16 s would cut the large answers off; here the reader is measured, not the time-out.
  client.getHttpClient().setTimeout(600_000);
  await client.loginClientCredentialsGrant('id', 'secret');
  const api = new platform.AnalyticsApi(client);
  let sums;
  for (let i = Number(times); i > 0; i--) sums = await ask(api);

  const { user, system } = process.cpuUsage();
  const peakKb = Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))[1]);
  console.log(JSON.stringify({ sums, cpuMs: (user + system) / 1000, peakMb: peakKb / 1024, allocatedBytes: null }));
  process.exit(0);
}

main(process.argv.slice(2)).catch(error => {
  console.error(`error: ${error?.message ?? error ?? 'the SDK rejects without a reason'}`);
  process.exit(1);
});
