import type { PythonModule } from './python-module.js';
import { plainStringContent } from './strings.js';

/** `__all__` names it, or is put together in a way that only running the module would tell. */
export function isExported(module: PythonModule, name: string): boolean {
  const places = module.scopes.bindings.get('__all__') ?? [];
  return places.some(({ parent }) => {
    const list = parent?.parts.at(-1);
    if (list?.type !== 'list' && list?.type !== 'tuple') return true;
    const names = list.parts.map((part) => plainStringContent(module, part));
    return names.includes(name) || names.includes(undefined);
  });
}
