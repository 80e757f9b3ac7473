import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

const VARIABLE = 'WIDGET_INSTRUCTOR_REQUESTS';

/** The folder of the requests that the instructor published, one a file; they are not part of this repository. */
export const INSTRUCTOR_FOLDER = resolve(
  import.meta.dirname,
  '../../..',
  process.env[VARIABLE] ?? '../shared/instructor-requests',
);

/** Whether the folder is there; says on stderr when tests are skipped for its absence. */
export function hasInstructorRequests(): boolean {
  const isThere = existsSync(INSTRUCTOR_FOLDER);
  if (!isThere) {
    process.stderr.write(
      `SKIPPED: the instructor's requests are not at ${INSTRUCTOR_FOLDER}; set ${VARIABLE} to their folder to test with them\n`,
    );
  }
  return isThere;
}
