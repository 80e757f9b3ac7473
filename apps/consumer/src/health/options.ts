import { integerOption, textOption } from '@widgets/cli-kit';

const HIGHEST_PORT = 65_535;

/** How a run can be watched from outside. */
export const healthOptions = {
  httpPort: integerOption({
    flags: '--http-port',
    group: 'Run',
    placeholder: 'PORT',
    max: HIGHEST_PORT,
    description: 'serve /healthz and /metrics (Prometheus) on this port; 0 takes a free one',
  }),
  httpHost: textOption({
    flags: '--http-host',
    group: 'Run',
    placeholder: 'ADDRESS',
    default: '127.0.0.1',
    description: 'address that --http-port listens on; any other than the default lets other machines ask',
  }),
};
