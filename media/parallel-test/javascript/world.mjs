// The world around the agent: who occupies which port, who listens for requests, what others answer.

/** What every service that the agent asks answers, in a world in which somebody is there. */
const COMMON = {
  ...{ status: 'success', success: true, message: 'ok', result: 'ok', response: 'ok', text: 'ok', value: 'ok' },
  ...{ data: {}, host: 'localhost', port: 5999 },
};

/** That, and what the agent's own text reads of anything. */
export const ANSWER = {};

class World {
  begin(request) {
    Object.assign(ANSWER, request.inputs.answer, COMMON);
    this.isPopulated = !request.run.isAbsent;
    this.workspace = request.workspace;
    this.agentPath = request.path;
    this.basePath = request.base.path;
    this.baseLife = new Set(request.base.life);
    this.sources = request.sources;
    this.ports = new Map();
    this.nextPort = 50000;
    this.replies = [];
    this.doubles = new Set();
    this.exited = undefined;
  }

  /** The port, now the owner's; undefined when it is taken. */
  claim(wanted, owner) {
    const port = wanted === 0 ? this.nextPort++ : wanted;
    if (this.ports.has(port)) return undefined;
    this.ports.set(port, owner);
    return port;
  }

  release(owner) {
    for (const [port, one] of this.ports) if (one === owner) this.ports.delete(port);
  }

  /** Servers that can be asked, in the order in which they began to listen. */
  listeners() {
    return [...this.ports.values()].filter((one) => one.isAsked);
  }
}

export const world = new World();
