/** The stages of a migration in their order; each alone leaves an agent that runs. */
export const stages = ['infrastructure', 'core-logic', 'integration'] as const;
export type Stage = (typeof stages)[number];

/** `safe`: equivalent under the contract. `review`: shown unticked. `manual`: a diagnostic without an edit. */
export type Safety = 'safe' | 'review' | 'manual';
