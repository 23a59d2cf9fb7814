// The vendor's own client opens a channel and subscribes to every queue, then asks what is subscribed.
//   node tests/conformance/push.mjs PORT CLIENT_ID CLIENT_SECRET
// Prints what it saw as one JSON object. Who connects to the channel's address hears what is told.
import { createRequire } from 'node:module';

const sdk = createRequire(import.meta.url)('purecloud-platform-client-v2');
const [port, clientId, clientSecret] = process.argv.slice(2);

const client = new sdk.ApiClientClass();
client.setGateway({ host: '127.0.0.1', protocol: 'http', port: Number(port), path_params_login: 'login', path_params_api: '' });
await client.loginClientCredentialsGrant(clientId, clientSecret);

const notifications = new sdk.NotificationsApi(client);
const queues = (await new sdk.RoutingApi(client).getRoutingQueues({ pageSize: 100 })).entities;
const topics = queues.map(queue => ({ id: `v2.analytics.queues.${queue.id}.observations` }));

const available = await notifications.getNotificationsAvailabletopics({ expand: ['requiresPermissions'] });
const channel = await notifications.postNotificationsChannels();
const added = await notifications.postNotificationsChannelSubscriptions(channel.id, topics.slice(0, 2));
const put = await notifications.putNotificationsChannelSubscriptions(channel.id, topics);
const listed = await notifications.getNotificationsChannelSubscriptions(channel.id);
await notifications.headNotificationsChannel(channel.id);
const channels = await notifications.getNotificationsChannels({ includechannels: 'oauthclient' });

console.log(JSON.stringify({
  connectUri: channel.connectUri,
  expires: channel.expires,
  available: available.entities.map(topic => topic.id),
  added: added.entities.length,
  permitted: put.entities.filter(topic => topic.state === 'Permitted').length,
  listed: listed.entities.length,
  channels: channels.entities.map(entity => entity.id === channel.id),
}));
