import type { ElicitRequestFormParams, ElicitResult } from '@modelcontextprotocol/sdk/types.js';
import type { JsonSchemaValidator, jsonSchemaValidator } from '@modelcontextprotocol/sdk/validation/types.js';
import type { MigrationQuestion } from '../../app/tools/tool-host.js';

/** The form that a client shows to the person behind it. */
export function formFor({ title, details }: MigrationQuestion): ElicitRequestFormParams {
  return {
    message: [title, ...details].join('\n'),
    requestedSchema: {
      type: 'object',
      properties: { migrate: { type: 'boolean', title: 'Migrate', description: 'Change the file as planned' } },
      required: ['migrate'],
    },
  };
}

/** Only a form that was sent with the box ticked agrees; whatever else comes back does not. */
export function agrees({ action, content }: ElicitResult): boolean {
  return action === 'accept' && content?.['migrate'] === true;
}

/** Takes the answer as it comes: `agrees` reads it, and nothing else of it is used. */
export class AnswersAsTheyCome implements jsonSchemaValidator {
  getValidator<T>(): JsonSchemaValidator<T> {
    return (data) => ({ valid: true, data: data as T, errorMessage: undefined });
  }
}
