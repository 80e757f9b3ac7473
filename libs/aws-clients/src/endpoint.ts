/** Where the calls of one service go. */
export type Endpoint = {
  /** Scheme, host and port, e.g. `http://127.0.0.1:4566`. */
  readonly url: string;
  /** 127.0.0.0/8, localhost or ::1. */
  readonly isLoopback: boolean;
  /** AWS itself and not something that speaks like it. */
  readonly isAws: boolean;
};

/** Throws a TypeError for what is no URL. */
export const describeEndpoint = (address: string): Endpoint => {
  const url = new URL(address);
  return { url: url.origin, isLoopback: isLoopbackHost(url.hostname), isAws: isAwsHost(url.hostname) };
};

const isLoopbackHost = (host: string): boolean =>
  host === 'localhost' ||
  host.endsWith('.localhost') ||
  host === '[::1]' ||
  /^127\.\d+\.\d+\.\d+$/.test(host);

const isAwsHost = (host: string): boolean => /\.(amazonaws\.com|amazonaws\.com\.cn|api\.aws)$/.test(host);
