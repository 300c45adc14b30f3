import type { PlanCheck } from '../../core/rewrite/plan.js';
import { checkIds, type CheckId, type CheckResult } from '../../core/validation/check-result.js';
import { checkStructure } from '../../core/validation/structure-check.js';
import { noteOfValidation } from '../../core/validation/validation-note.js';
import { RefusedError } from '../../core/reason.js';
import type { Operation } from '../operation.js';
import type { StageChecks, WrittenMigration } from '../ports/in-place-validator.js';
import type { Validation, ValidationReport, ValidationRequest } from '../ports/validation.js';
import { checkCompiles } from './check-compiles.js';
import { checkFunctionality } from './check-functionality.js';
import { checkIntegration } from './check-integration.js';
import { checkPerformance } from './check-performance.js';
import { SubjectReader } from './subject-reader.js';
import { TestAuthor } from './test-author.js';
import { validateStages } from './validate-stages.js';
import type { Subject } from './subject.js';
import type { ValidationPorts } from './validation-ports.js';

/** The proof that says whether a port is bound twice; it is about how agents live together, not about the text. */
const portsProof = 'ports';
const provenChecks: readonly CheckId[] = ['compile', 'integration'];

/** One run of validations: the workspace is read once, when the first file is validated. */
export class Validator implements Validation {
  readonly tests: TestAuthor;
  private readonly subjects: SubjectReader;

  constructor(private readonly ports: ValidationPorts) {
    this.subjects = new SubjectReader(ports);
    this.tests = new TestAuthor(ports, this.subjects);
  }

  async validate(request: ValidationRequest, operation: Operation): Promise<ValidationReport> {
    const { target, only = checkIds } = request;
    const { subject, migration } = await this.subjects.ofTarget(target, operation);
    const proofs = await this.prove(subject, operation);
    const checks = await this.run(subject, proofs, { only, ...request }, operation);
    const { path, now } = subject;
    const report = { schemaVersion: 1, path, migration: migration?.id ?? null, checks } as const;
    if (migration === undefined || only.length < checkIds.length) return report;
    const notNoted = await this.note(migration.id, { sha256: now.file.sha256, checks }, operation);
    return notNoted === undefined ? report : { ...report, notNoted };
  }

  readonly validateStages = async (
    written: WrittenMigration,
    operation: Operation,
  ): Promise<readonly StageChecks[]> => {
    const subjects = new Map<number, Subject>();
    return await validateStages(written, async (index, only) => {
      const subject = subjects.get(index) ?? (await this.subjects.ofStage(written, index, operation));
      subjects.set(index, subject);
      const isProved = only.some((id) => provenChecks.includes(id));
      const proofs = isProved ? await this.proofsOfStage(written, index, subject, operation) : [];
      return await this.run(subject, proofs, { only }, operation);
    });
  };

  private async proofsOfStage(
    written: WrittenMigration,
    index: number,
    subject: Subject,
    operation: Operation,
  ): Promise<readonly PlanCheck[]> {
    return provedBefore(written, index, subject) ?? (await this.prove(subject, operation));
  }

  private async prove(
    { path, classes, contract, original, declared, now, claim }: Subject,
    operation: Operation,
  ): Promise<readonly PlanCheck[]> {
    const before = original?.bytes ?? now.bytes;
    // What somebody wrote since needs no reason.
    const isAsWritten = claim.kind === 'written' && claim.sha256 === now.file.sha256;
    const changes = declared && { ...declared, explained: isAsWritten && declared.explained === true };
    const request = { path, before, after: now.bytes, classes, contract, ...(changes ? { declared: changes } : {}) };
    return await this.ports.proofs.prove(request, operation);
  }

  private async run(
    subject: Subject,
    proofs: readonly PlanCheck[],
    { only = checkIds, onResult }: Pick<ValidationRequest, 'only' | 'onResult'>,
    operation: Operation,
  ): Promise<readonly CheckResult[]> {
    const results: CheckResult[] = [];
    for (const [done, id] of checkIds.filter((one) => only.includes(one)).entries()) {
      operation.signal.throwIfAborted();
      operation.onProgress?.({ done, total: only.length, label: `Checking ${subject.path}: ${id}` });
      const result = await this.check(id, subject, proofs, operation);
      results.push(result);
      onResult?.(result);
    }
    return results;
  }

  private async check(
    id: CheckId,
    subject: Subject,
    proofs: readonly PlanCheck[],
    operation: Operation,
  ): Promise<CheckResult> {
    switch (id) {
      case 'structure': {
        const { classes, contract, config, now, original, claim } = subject;
        const text = new TextDecoder().decode(now.bytes);
        const seen = { classes, base: contract.class, marker: config.marker, text, now, claim };
        return checkStructure(original ? { ...seen, original } : seen);
      }
      case 'compile':
        return await checkCompiles(
          this.ports,
          subject,
          proofs.filter((proof) => proof.id !== portsProof),
          operation,
        );
      case 'integration':
        return await checkIntegration(
          this.ports,
          subject,
          proofs.filter((proof) => proof.id === portsProof),
          operation,
        );
      case 'functionality':
        return await checkFunctionality(this.ports, subject, operation);
      case 'performance':
        return await checkPerformance(this.ports, subject, operation);
    }
  }

  /** A store that cannot be written now keeps nobody from validating. */
  private async note(
    id: string,
    validated: Pick<StageChecks, 'sha256' | 'checks'>,
    operation: Operation,
  ): Promise<string | undefined> {
    try {
      const session = await this.ports.changes.store.open(`validate ${id}`, operation);
      try {
        await session.append(noteOfValidation(id, validated));
      } finally {
        await session.close();
      }
      return undefined;
    } catch (error) {
      if (error instanceof RefusedError && error.reason.code !== 'cancelled') return error.message;
      throw error;
    }
  }
}

/**
 * Planning has proved what one stage made of the stage before, on bytes of the same hashes. That is all there is to know of every stage but
 * the last; what several of them led to together is proved anew, from the disk.
 */
function provedBefore(
  { before, stages }: WrittenMigration,
  index: number,
  { now }: Subject,
): readonly PlanCheck[] | undefined {
  const stage = stages[index];
  if (now.file.sha256 !== stage?.sha256) return undefined;
  const isFirstChange = stages.slice(0, index).every(({ sha256 }) => sha256 === before.sha256);
  return isFirstChange || index < stages.length - 1 ? stage.proofs : undefined;
}
