import { openSession, type Session, type SessionOptions } from './session.js';

/** Opens a session for the tests of a `describe` and closes it after them; a test that fails leaves a picture. */
export function useSession(
  name: string,
  options: SessionOptions | (() => Promise<SessionOptions>) = {},
): () => Session {
  let session: Session | undefined;
  before(async () => {
    session = await openSession(name, typeof options === 'function' ? await options() : options);
  });
  afterEach(async function () {
    if (this.currentTest?.state !== 'failed') return;
    const title = this.currentTest.title.replaceAll(/\W+/g, '-');
    await session?.workbench.screenshot(`failed-${name}-${title}`);
  });
  after(() => session?.close());
  return () => {
    if (session === undefined) throw new Error('The session opens with the first test.');
    return session;
  };
}
