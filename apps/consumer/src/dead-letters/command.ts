import { command, commandGroup, type Command } from '@widgets/cli-kit';
import { dropProgram } from './drop-options';
import { listProgram } from './list-options';
import { redriveProgram } from './redrive-options';
import { showProgram } from './show-options';

/** `consumer dead-letters` and its commands. What they need beyond their options is loaded when they run. */
export function deadLettersCommand(version: string): Command {
  const commands = [
    command(
      { verb: 'list', does: 'count the letters by reason', program: listProgram(version) },
      async (config, context) => (await import('./run-list')).runList(config, context),
    ),
    command(
      { verb: 'show', does: 'show letters and their requests', program: showProgram(version) },
      async (config, context) => (await import('./run-show')).runShow(config, context),
    ),
    command(
      { verb: 'redrive', does: 'send letters back to their queue', program: redriveProgram(version) },
      async (config, context) => (await import('./run-redrive')).runRedrive(config, context),
    ),
    command(
      { verb: 'drop', does: 'delete letters, with a copy in a file', program: dropProgram(version) },
      async (config, context) => (await import('./run-drop')).runDrop(config, context),
    ),
  ];
  return commandGroup(
    { verb: 'dead-letters', does: 'look at refused requests, send them back or drop them' },
    {
      name: 'consumer dead-letters',
      version,
      usage: ['consumer dead-letters list|show|redrive|drop [options]'],
      about: [
        'What could not be applied lies in the dead-letter queue, with the reason where a consumer refused it. These commands look at it, send it back, or drop it. Nothing is lost when one of them is interrupted.',
      ],
      commands,
      examples: [{ does: 'begin with this', command: 'consumer dead-letters list -dlq=my-dead-letters' }],
    },
  );
}
