export const saysHealth = (text: string): boolean => /health|heart_?beat/i.test(text);

const route = /^\/(?:[\w-]+\/)*(?:health|healthz|health-?check|ready|readyz|readiness|live|livez|liveness)$/i;

/** Whether a string is the path of a request for health. */
export const isHealthRoute = (content: string): boolean => content.length < 40 && route.test(content);

/** Whether a method is named after video memory, or after taking models out of memory. */
export const managesVram = (name: string): boolean => /vram|unload|evict|offload/i.test(name);
