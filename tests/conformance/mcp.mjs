// Asks the dashboard's tools by the official TypeScript SDK, over HTTP or by a program on standard input and output, and prints the whole session as JSON.
// Usage: node mcp.mjs CALLS http URL [TOKEN], or node mcp.mjs CALLS stdio PROGRAM ARGUMENTS…; CALLS is a JSON array of { name, arguments }
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

const [calls, kind, first, ...rest] = process.argv.slice(2);
const transport = kind === 'http'
  ? new StreamableHTTPClientTransport(new URL(first), { requestInit: rest.length ? { headers: { Authorization: `Bearer ${rest[0]}` } } : {} })
  : new StdioClientTransport({ command: first, args: rest, env: process.env });
const client = new Client({ name: 'conformance', version: '1' });
await client.connect(transport);
const { tools } = await client.listTools();
const results = [];
for (const call of JSON.parse(calls)) {
  results.push({ call, result: await client.callTool(call) });
}
process.stdout.write(JSON.stringify({ server: client.getServerVersion(), instructions: client.getInstructions(), tools, results }));
await client.close();
