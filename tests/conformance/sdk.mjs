// The vendor's own client against a simulator on loopback: logs in, lists queues, asks for aggregates and observations, and goes on until it is told to wait.
//   node tests/conformance/sdk.mjs PORT CLIENT_ID CLIENT_SECRET
// Prints what it saw as one JSON object.
import { createRequire } from 'node:module';

const sdk = createRequire(import.meta.url)('purecloud-platform-client-v2');
const [port, clientId, clientSecret] = process.argv.slice(2);

const client = new sdk.ApiClientClass();
client.setGateway({ host: '127.0.0.1', protocol: 'http', port: Number(port), path_params_login: 'login', path_params_api: '' });
const login = await client.loginClientCredentialsGrant(clientId, clientSecret);

const routing = new sdk.RoutingApi(client);
const analytics = new sdk.AnalyticsApi(client);
const pages = [await routing.getRoutingQueues({ pageSize: 10, pageNumber: 1 })];
while (pages.at(-1).pageNumber < pages.at(-1).pageCount) pages.push(await routing.getRoutingQueues({ pageSize: 10, pageNumber: pages.at(-1).pageNumber + 1 }));
const queues = pages.flatMap(page => page.entities);
const chosen = await routing.getRoutingQueues({ id: queues.slice(0, 2).map(queue => queue.id) });

const end = new Date(Math.floor(Date.now() / 3600e3) * 3600e3);
const aggregates = await analytics.postAnalyticsConversationsAggregatesQuery({
  interval: `${new Date(end - 24 * 3600e3).toISOString()}/${end.toISOString()}`,
  granularity: 'PT30M',
  groupBy: ['queueId', 'mediaType'],
  metrics: ['nOffered', 'tAnswered', 'tAbandon', 'nOverSla', 'oServiceLevel'],
  views: [{ target: 'tAnswered', name: 'answeredWithin20s', function: 'rangeBound', range: { lt: 20001 } }],
});
const stats = aggregates.results.flatMap(result => result.data.flatMap(data => data.metrics));
const sum = (metric, statistic) => stats.filter(item => item.metric === metric).reduce((total, item) => total + (item.stats[statistic] ?? 0), 0);

const observations = await analytics.postAnalyticsQueuesObservationsQuery({
  filter: { type: 'or', predicates: [{ dimension: 'mediaType', value: 'voice' }] },
  metrics: ['oWaiting', 'oInteracting', 'oOnQueueUsers'],
});

let throttled = null;
client.setReturnExtendedResponses(true);
for (let i = 0; i < 1000 && throttled === null; i++) {
  try {
    await routing.getRoutingQueue(queues[0].id);
  } catch (error) {
    throttled = {
      status: error.status,
      retryAfter: Number(error.headers['retry-after']),
      code: error.body.code,
      contextIdIsCorrelationId: error.body.contextId === error.headers['inin-correlation-id'],
    };
  }
}

console.log(JSON.stringify({
  loggedIn: typeof login.accessToken === 'string' && login.accessToken.length > 0,
  queues: queues.length,
  distinctQueues: new Set(queues.map(queue => queue.id)).size,
  chosen: chosen.entities.length,
  target: queues.find(queue => queue.name === 'Fraud Line').mediaSettings.call.serviceLevel,
  rows: aggregates.results.length,
  offered: sum('nOffered', 'count'),
  answered: sum('tAnswered', 'count'),
  denominator: sum('oServiceLevel', 'denominator'),
  views: aggregates.results.flatMap(result => result.data).filter(data => data.views).length,
  observedGroups: observations.results.length,
  throttled,
}));
