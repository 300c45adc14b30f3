// Keeps appointments. On the base class already.
import { BaseAgent } from '../common/core/base-agent.ts';

interface Appointment {
  at: string;
  what: string;
}

export class CalendarAgent extends BaseAgent {
  private readonly appointments: Appointment[] = [{ at: '2026-01-01T12:00', what: 'New Year lunch' }];

  constructor() {
    super({ name: 'CalendarAgent', port: 7330, healthPort: 7331 });
  }

  override async getHealthStatus() {
    return { ...(await super.getHealthStatus()), appointments: this.appointments.length };
  }

  protected override async handleRequest(request: unknown): Promise<unknown> {
    const { after = '' } = request as { after?: string };
    return { status: 'success', appointments: this.appointments.filter(({ at }) => at > after) };
  }
}

const agent = new CalendarAgent();
process.on('SIGTERM', async () => {
  await agent.cleanup();
  process.exit(0);
});
await agent.run();
