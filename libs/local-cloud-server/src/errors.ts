/** Another program listens on the port. */
export class PortInUseError extends Error {
  override readonly name = 'PortInUseError';

  constructor(
    readonly host: string,
    readonly port: number,
    cause: Error,
  ) {
    super(
      `Port ${port} of ${host} is in use by another program: end it, or choose another port (0 takes a free one).`,
      { cause },
    );
  }
}

/** The address cannot be listened on for any other reason. */
export class ListenError extends Error {
  override readonly name = 'ListenError';

  constructor(host: string, port: number, cause: Error) {
    super(`Cannot listen on port ${port} of ${host}: ${cause.message}`, { cause });
  }
}

/** A bucket, queue or table that was asked for at start cannot be made as it is described. */
export class ResourceError extends Error {
  override readonly name = 'ResourceError';

  constructor(kind: 'bucket' | 'queue' | 'table', resource: string, cause: Error) {
    super(`Cannot make the ${kind} ${resource} at start: ${cause.message}`, { cause });
  }
}
