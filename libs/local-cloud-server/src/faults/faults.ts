import type { Clock } from '../clock';
import type { AwsService, Call } from '../http/call';
import { type CallFaults, drawCallFaults } from './call-faults';
import { CredentialAges } from './credential-ages';
import type { FaultSettings } from './fault-settings';
import { isTargeted } from './fault-target';
import { type Draw, SeededDraws } from './seeded-draws';

/** The faults in force, and how far their draws have come. */
export class Faults {
  #settings: FaultSettings;
  #draws: SeededDraws;
  #ages = new CredentialAges();
  #hitsCalls: boolean;

  constructor(
    settings: FaultSettings,
    private readonly clock: Clock,
  ) {
    this.#settings = settings;
    this.#draws = new SeededDraws(settings.seed);
    this.#hitsCalls = hitsCalls(settings);
  }

  get settings(): FaultSettings {
    return this.#settings;
  }

  /** Puts other faults in force; with the same ones again, the same calls meet the same faults again. */
  change(settings: FaultSettings): void {
    this.#settings = settings;
    this.#hitsCalls = hitsCalls(settings);
    this.restart();
  }

  /** From here on the draws are those of a new start. */
  restart(): void {
    this.#draws = new SeededDraws(this.#settings.seed);
    this.#ages = new CredentialAges();
  }

  /** What is to happen to the next call of that action; undefined where no faults are meant for it. */
  ofCall(service: AwsService, action: string, call: Call): CallFaults | undefined {
    if (!this.#hitsCalls || !isTargeted(this.#settings.only, service, action)) return undefined;
    const faults = drawCallFaults(this.#settings, this.#draws.next(`${service}:${action}`));
    return this.#isExpired(call) ? { ...faults, fate: 'expired-credentials' } : faults;
  }

  /** The draws of the next event of a queue. */
  ofQueue(queue: string, event: 'send' | 'receive'): Draw {
    return this.#draws.next(`queue ${queue} ${event}`);
  }

  #isExpired(call: Call): boolean {
    const { expireCredentialsAfterSeconds: seconds } = this.#settings;
    return seconds !== null && this.#ages.ageMs(call, this.clock.now()) >= seconds * 1000;
  }
}

function hitsCalls(settings: FaultSettings): boolean {
  const { latencyMs, errorRate, resetRate, lostAnswerRate, partialRate } = settings;
  const most = Math.max(latencyMs[1], errorRate, resetRate, lostAnswerRate, partialRate);
  return most > 0 || settings.expireCredentialsAfterSeconds !== null;
}
