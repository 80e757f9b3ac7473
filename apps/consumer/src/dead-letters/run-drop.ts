import type { ProgramContext } from '@widgets/cli-kit';
import { dropLetters } from '@widgets/request-channel';
import { withClients } from '../with-clients';
import type { DropConfig } from './drop-options';
import { openKeepFile } from './keep-file';
import { openLetters } from './open-letters';
import { runWorkOff } from './run-work-off';

/** Drops letters after keeping copies of them, or tells which would be. */
export function runDrop(config: DropConfig, context: ProgramContext): Promise<void> {
  return withClients(config, context, async (clients) => {
    const opened = await openLetters(clients, config, context);
    const path = config.keepFile ?? `dead-letters-${new Date().toISOString().replaceAll(':', '-')}.ndjson`;
    const file = openKeepFile(path);
    const done = `dropped, with a copy in ${path}`;
    try {
      await runWorkOff(
        config,
        {
          opened,
          clients,
          done,
          work: (options, signal) =>
            dropLetters({ ...options, keep: (letters) => file.append(letters) }, signal),
        },
        context,
      );
    } finally {
      await file.close();
    }
  });
}
