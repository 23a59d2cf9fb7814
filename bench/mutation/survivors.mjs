// Prints the mutants of a report that no test found: a line for each, with its place, the code and what stood there instead.
import { readFileSync } from 'node:fs';

const { files } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
for (const [path, { source, mutants }] of Object.entries(files).sort()) {
  const lines = source.split('\n');
  for (const { status, location, mutatorName, replacement } of mutants.filter(m => m.status === 'Survived' || m.status === 'NoCoverage')) {
    const { line } = location.start;
    console.log(`${path.split('ServiceLevelDashboard.Domain/').at(-1)}:${line} ${mutatorName}: ${lines[line - 1].trim()} -> ${replacement?.split('\n')[0]}`);
  }
}
