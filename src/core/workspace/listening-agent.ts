/** Something that a start-up manifest starts and gives a port. */
export interface ListeningAgent {
  /** As the manifest names it. */
  readonly name: string;
  readonly port: number;
  /** Where it answers health checks, if the manifest says so. */
  readonly healthPort?: number;
  /** The script that is started holds an agent of that name; otherwise nobody can tell what answers there. */
  readonly isAgent: boolean;
  /** The manifest, relative to the workspace. */
  readonly manifest: string;
}
