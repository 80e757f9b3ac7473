import type { Answer, Service } from './call';

const HEALTH = JSON.stringify({ server: 'local-cloud', status: 'ok', services: ['s3', 'sqs', 'dynamodb'] });

/** The paths under `/_local/`, which no bucket can have: bucket names have no underscore. */
export const localService: Service = (call) => {
  if (call.path === '/_local/health') {
    return { service: 'local', action: 'Health', run: () => json(200, HEALTH) };
  }
  const message = JSON.stringify({ code: 'NotFound', message: `There is nothing at ${call.path}.` });
  return { service: 'local', action: 'Unknown', run: () => json(404, message) };
};

const json = (status: number, body: string): Answer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body,
});
