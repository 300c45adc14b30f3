import type { CheckId } from '../../core/validation/check-result.js';

export const checkTitles: Readonly<Record<CheckId, string>> = {
  structure: 'Markers and structure',
  compile: 'Compile',
  functionality: 'Functionality',
  performance: 'Performance',
  integration: 'Integration',
};
