import { adoptedClasses, failed, passed, type Proof } from './proof.js';

/**
 * The class uses no member of its own any more that the step took away, unless the base has it; nor does another file in a way that the
 * compiler does not check.
 */
export const proveMembers: Proof = (input) => {
  const id = 'members';
  const { contract, after, outside } = input;
  const { run, requestHandler, healthHook, cleanup, methods, attributes } = contract;
  const offered = new Set(
    [run, requestHandler, healthHook, cleanup, ...methods, ...attributes].flatMap((one) => one?.name ?? []),
  );
  for (const { was, is } of adoptedClasses(input)) {
    const has = new Set(is.members.map(({ name }) => name));
    const gone = new Set(was.members.map(({ name }) => name).filter((name) => !has.has(name) && !offered.has(name)));
    const use = is.uses.all.find(({ name }) => gone.has(name));
    if (use) return failed(id, `Line ${after.lineOf(use.node)} uses ${is.name}.${use.name}, which is gone.`);
    const unseen = outside.attributes.find(({ name, isUnchecked }) => isUnchecked && gone.has(name));
    if (unseen)
      return failed(id, `${unseen.path} uses ${is.name}.${unseen.name} in line ${unseen.line}, which is gone.`);
  }
  return passed(id, 'No member is used that is gone.');
};
