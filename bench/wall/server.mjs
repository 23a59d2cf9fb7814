// The server of the bench as a process, for pictures and measurements; it must have been built.
import { spawn } from 'node:child_process';
import net from 'node:net';

/** A free one, the same for each server of a run. */
const port = await new Promise(done => {
  const probe = net.createServer().listen(0, '127.0.0.1', () => { const { port } = probe.address(); probe.close(() => done(port)); });
});

/** Starts it and waits until it is ready. */
export async function startServer(...options) {
  const program = 'bench/wall/server/bin/Release/net10.0/ServiceLevelDashboard.WallBench.dll';
  const server = spawn('dotnet', [program, '--urls', `http://127.0.0.1:${port}`, '--contentRoot', process.cwd(), ...options], {
    stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ASPNETCORE_ENVIRONMENT: 'Development' } });
  await new Promise((done, failed) => {
    server.stdout.on('data', chunk => { if (`${chunk}`.includes('ready')) done(); });
    server.once('exit', () => failed(new Error('the server did not start')));
  });
  return {
    port,
    address: `http://127.0.0.1:${port}`,
    signal: name => server.kill(name),
    async stop() {
      if (server.exitCode !== null || server.signalCode !== null) return;
      const ended = new Promise(done => server.once('exit', done));
      server.kill('SIGKILL');
      await ended;
    },
  };
}
