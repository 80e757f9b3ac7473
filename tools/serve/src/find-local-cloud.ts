import { DEFAULT_LOCAL_CLOUD_PORT } from '@widgets/cli-kit';

const ANSWER_WITHIN_MS = 3000;

/** The local cloud of this machine, or what is to be done so that there is one. */
export async function findLocalCloud(
  port = DEFAULT_LOCAL_CLOUD_PORT,
): Promise<{ readonly url: string } | { readonly problem: string }> {
  const url = `http://127.0.0.1:${port}`;
  const health = await askHealth(url);
  switch (health) {
    case 'ours':
      return { url };
    case 'nobody':
      return {
        problem: `no local cloud answers on ${url}: start one in another terminal with npx nx run local-cloud:serve`,
      };
    case 'someone else':
      return {
        problem: `what answers on ${url} is not our local cloud: end it, or run the program itself with --endpoint-url`,
      };
  }
}

async function askHealth(url: string): Promise<'ours' | 'nobody' | 'someone else'> {
  try {
    const answer = await fetch(`${url}/_local/health`, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    const body = await answer.text();
    return answer.ok && body.includes('"server":"local-cloud"') ? 'ours' : 'someone else';
  } catch (error) {
    const isRefused = JSON.stringify(error, ['cause', 'code']).includes('ECONNREFUSED');
    return isRefused ? 'nobody' : 'someone else';
  }
}
