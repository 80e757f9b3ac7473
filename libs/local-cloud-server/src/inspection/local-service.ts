import { hostname } from 'node:os';
import { InvalidFaultsError } from '../faults/fault-settings';
import { type Answer, AWS_SERVICES, type Call, type Service } from '../http/call';
import type { Inspection } from './inspection';

type Page = (call: Call, inspection: Inspection) => object | Promise<object>;

/** `pid` and `host`, the machine's or container's name, tell what to end when this cloud is to end. */
const HEALTH = {
  server: 'local-cloud',
  status: 'ok',
  services: AWS_SERVICES,
  pid: process.pid,
  host: hostname(),
};

/** By method and path. A POST or PUT answers with what is now the case. */
const PAGES: ReadonlyMap<string, Page> = new Map<string, Page>([
  ['GET /_local/health', () => HEALTH],
  ['GET /_local/calls', (_call, inspection) => inspection.calls()],
  [
    'POST /_local/calls/reset',
    (_call, inspection) => {
      inspection.resetCalls();
      return inspection.calls();
    },
  ],
  ['GET /_local/queues', (_call, inspection) => inspection.queues()],
  ['GET /_local/faults', (_call, inspection) => inspection.faults()],
  [
    'PUT /_local/faults',
    ({ body }, inspection) => {
      inspection.setFaults(parseJson(body) as object);
      return inspection.faults();
    },
  ],
  [
    'POST /_local/reset',
    async (_call, inspection) => {
      await inspection.reset();
      return HEALTH;
    },
  ],
]);

/** The paths under `/_local/`, which no bucket can have: bucket names have no underscore. */
export function localService(inspection: Inspection): Service {
  return (call) => ({ service: 'local', action: 'Inspect', run: () => answerTo(call, inspection) });
}

async function answerTo(call: Call, inspection: Inspection): Promise<Answer> {
  const page = PAGES.get(`${call.method} ${call.path}`);
  if (!page) return notFound(call);
  try {
    return json(200, await page(call, inspection));
  } catch (error) {
    if (!(error instanceof InvalidFaultsError)) throw error;
    return json(400, { code: 'InvalidFaults', message: error.message });
  }
}

function notFound({ path }: Call): Answer {
  const methods = [...PAGES.keys()]
    .filter((page) => page.endsWith(` ${path}`))
    .map((page) => page.split(' ')[0]);
  if (methods.length === 0) return json(404, { code: 'NotFound', message: `There is nothing at ${path}.` });
  const allow = methods.join(', ');
  const refusal = json(405, { code: 'MethodNotAllowed', message: `${path} takes ${allow}.` });
  return { ...refusal, headers: { ...refusal.headers, allow } };
}

/** What is no JSON becomes no object, which the settings of faults refuse. */
function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

const json = (status: number, body: object): Answer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
