// node clone.mjs FOLDER: what `dotnet run` takes in a fresh, restored clone until the first tile, and once more when it is built.
import { join } from 'node:path';
import { firstTile, port, zone } from './dashboard.mjs';

const folder = process.argv[2];
const env = { ASPNETCORE_URLS: `http://127.0.0.1:${port}`, Storage__DataFolder: join(folder, 'data'), Site__TimeZone: zone, History__BackfillDays: '0' };
for (const which of ['first', 'second']) {
  const { wall } = await firstTile(
    ['dotnet', 'run', '--no-restore', '--no-launch-profile', '--project', 'src/ServiceLevelDashboard.Web'], { cwd: folder, env, keep: 3000, patience: 600_000 });
  console.log(`| dotnet run, the ${which} time | ${(wall / 1000).toFixed(1)} s |`);
}
