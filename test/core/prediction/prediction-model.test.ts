import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  factorIds,
  severities,
  type FactorId,
  type Severity,
  type Track,
} from '../../../src/core/assess/assessment.js';
import { rowOf, type AgentFeatures, type RecipeOutcomes } from '../../../src/core/prediction/features.js';
import { fitLogistic, probabilityOf } from '../../../src/core/prediction/logistic-regression.js';
import {
  fewestOutcomes,
  learn,
  modelOf,
  type PredictionCase,
  type PredictionModel,
} from '../../../src/core/prediction/prediction-model.js';
import { percentOf, predictionText } from '../../../src/core/prediction/prediction-text.js';
import { reliabilityOf } from '../../../src/core/prediction/reliability.js';
import { Random } from '../../sim/random.js';

const none: RecipeOutcomes = { droppedStages: 0, changedNames: 0 };
const tracks: readonly Track[] = ['immediate', 'planned', 'high-risk'];

function agentWith(severity: (id: FactorId) => Severity, track: Track = 'immediate'): AgentFeatures {
  const of = Object.fromEntries(factorIds.map((id) => [id, severity(id)])) as Record<FactorId, Severity>;
  return { severities: of, track };
}

const calm = agentWith(() => 'none');
/** The documented agent of 35 points. */
const worst = agentWith((id) => (id === 'databaseDependencies' || id === 'systemCriticality' ? 'medium' : 'high'));

const anyAgent = fc
  .tuple(fc.array(fc.constantFrom(...severities), { minLength: 5, maxLength: 5 }), fc.constantFrom(...tracks))
  .map(([chosen, track]) => agentWith((id) => chosen[factorIds.indexOf(id)] ?? 'none', track));

const anyCase = fc
  .record({
    path: fc.integer({ min: 0, max: 30 }).map(String),
    agent: anyAgent,
    recipes: fc.record({ droppedStages: fc.integer({ min: 0, max: 3 }), changedNames: fc.nat({ max: 40 }) }),
    stood: fc.boolean(),
  })
  .map((one): PredictionCase => one);

/** Cases whose outcomes are drawn from known coefficients of a failure. */
function simulated(count: number, coefficients: Float64Array, seed: number): readonly PredictionCase[] {
  const chance = new Random(seed);
  const random = (): number => chance.uniform();
  const one = <T>(of: readonly [T, ...T[]]): T => of[Math.floor(random() * of.length)] ?? of[0];
  return Array.from({ length: count }, (_, index) => {
    const agent = agentWith(() => one(severities), one(['immediate', 'planned', 'high-risk']));
    const recipes = { droppedStages: one([0, 0, 0, 1]), changedNames: one([0, 0, 2, 8]) };
    const failing = probabilityOf(rowOf(agent, recipes), coefficients);
    return { path: `${index}.py`, agent, recipes, stood: random() >= failing };
  });
}

describe('the prediction without outcomes', () => {
  const model = modelOf([]);

  it('is the risk matrix: 2 % of failures without risk, one half at the top of the scale', () => {
    assert.ok(Math.abs(model.probability(calm) - 0.98) < 1e-9);
    assert.ok(Math.abs(model.probability(worst) - 0.5) < 1e-9);
  });

  it('depends on the score alone', () => {
    // 3 points each: 0.30 × 0.1 and 0.15 × 0.2.
    const large = agentWith((id) => (id === 'fileSize' ? 'low' : 'none'));
    const databases = agentWith((id) => (id === 'databaseDependencies' ? 'medium' : 'none'), 'planned');
    assert.ok(Math.abs(model.probability(large) - model.probability(databases)) < 1e-9);
  });
});

describe('a prediction learned from outcomes', () => {
  it('is silent below 20 of them', () => {
    const cases = simulated(fewestOutcomes, Float64Array.of(-2, 1, 1, 1, 1, 1, 0, 0, 0), 1);
    assert.equal(learn(cases.slice(1)), undefined);
    assert.equal(learn(cases)?.cases, 20);
  });

  it('is a probability, whatever the outcomes were, also where they can be told apart entirely', () => {
    fc.assert(
      fc.property(fc.array(anyCase, { maxLength: 60 }), anyAgent, (cases, agent) => {
        const separable = cases.map((one) => ({ ...one, stood: one.agent.severities.threading !== 'high' }));
        for (const of of [cases, separable]) {
          const probability = modelOf(of).probability(agent);
          assert.ok(probability > 0 && probability < 1, String(probability));
        }
      }),
    );
  });

  it('never says that a riskier agent is safer', () => {
    fc.assert(
      fc.property(
        fc.array(anyCase, { maxLength: 60 }),
        anyAgent,
        fc.constantFrom(...factorIds),
        (cases, agent, factor) => {
          const model = modelOf(cases);
          const along = severities.map((severity) =>
            model.probability({ ...agent, severities: { ...agent.severities, [factor]: severity } }),
          );
          const tracked = tracks.map((track) => model.probability({ ...agent, track }));
          for (const row of [along, tracked]) {
            for (const [index, probability] of row.entries()) assert.ok(probability <= (row[index - 1] ?? 1) + 1e-9);
          }
        },
      ),
    );
  });

  it('does not depend on the order of the outcomes', () => {
    fc.assert(
      fc.property(fc.array(anyCase, { maxLength: 40 }), anyAgent, (cases, agent) => {
        const [one, other] = [modelOf(cases), modelOf(cases.toReversed())];
        assert.ok(Math.abs(one.probability(agent) - other.probability(agent)) < 1e-6);
      }),
    );
  });

  it('comes closer to what happens the more of it there is, and stays near the matrix while there is little', () => {
    const failures = (count: number): readonly PredictionCase[] =>
      Array.from({ length: count }, (_, i) => ({ path: `${i}.py`, agent: calm, recipes: none, stood: i % 2 === 0 }));
    const said = [0, 2, 20, 200, 2000].map((count) => modelOf(failures(count)).probability(calm));
    for (const [index, probability] of said.entries()) assert.ok(probability <= (said[index - 1] ?? 1));
    assert.ok((said[1] ?? 0) > 0.8);
    assert.ok(Math.abs((said.at(-1) ?? 0) - 0.5) < 0.01);
  });

  it('finds the coefficients that outcomes were drawn from', () => {
    const known = Float64Array.of(-3, 2, 0.5, 1.5, 0, 1, 0.5, 1, 0.5);
    const cases = simulated(10_000, known, 7);
    const rows = cases.map(({ agent, recipes }) => rowOf(agent, recipes));
    const weak = Array.from(known, () => ({ mean: 0, precision: 1e-3, minimum: Number.NEGATIVE_INFINITY }));
    const found = fitLogistic({ rows, outcomes: cases.map(({ stood }) => !stood) }, weak);
    for (const [index, value] of found.entries()) {
      assert.ok(Math.abs(value - (known[index] ?? 0)) < 0.35, `${index}: ${value} for ${known[index]}`);
    }
  });

  it('is as good as the truth on cases that it has not seen, and calibrated', () => {
    const known = Float64Array.of(-3, 2, 0.5, 1.5, 0, 1, 0.5, 1, 0.5);
    const model = modelOf(simulated(1000, known, 11));
    const unseen = simulated(20_000, known, 12);
    const error = (predict: (one: PredictionCase) => number): number =>
      unseen.reduce((sum, one) => sum + (predict(one) - (one.stood ? 1 : 0)) ** 2, 0) / unseen.length;
    const truth = error(({ agent, recipes }) => 1 - probabilityOf(rowOf(agent, recipes), known));
    assert.ok(error(({ agent }) => model.probability(agent)) < truth + 0.03);
    for (const low of [0, 0.2, 0.4, 0.6, 0.8]) {
      const group = unseen.filter(({ agent }) => isWithin(model, agent, low));
      if (group.length < 1000) continue;
      const predicted = group.reduce((sum, { agent }) => sum + model.probability(agent), 0) / group.length;
      const stood = group.filter((one) => one.stood).length / group.length;
      assert.ok(Math.abs(predicted - stood) < 0.06, `${predicted} for ${stood}`);
    }
  });

  it('says in one line how sure it is and what it has learned from', () => {
    const cases = Array.from({ length: 54 }, (_, i) => ({
      ...{ path: `${i}.py`, agent: calm, recipes: none },
      stood: i >= 7,
    }));
    const model = modelOf(cases);
    assert.match(
      predictionText(model, calm),
      /^Predicted to stand: 8[6-8] %, learned from 54 migrations here, 47 of which stood\.$/,
    );
    assert.deepEqual([0.999, 0.001, 0.867].map(percentOf), ['more than 99 %', 'less than 1 %', '87 %']);
  });
});

function isWithin(model: PredictionModel, agent: AgentFeatures, low: number): boolean {
  const probability = model.probability(agent);
  return probability >= low && probability < low + 0.2;
}

describe('the reliability of predictions', () => {
  const known = Float64Array.of(-3, 2, 0.5, 1.5, 0, 1, 0.5, 1, 0.5);

  it('counts every case once, by rising prediction, with an interval around what stood', () => {
    fc.assert(
      fc.property(fc.array(anyCase, { minLength: 20, maxLength: 80 }), (cases) => {
        const { bins, brier } = reliabilityOf(cases);
        assert.equal(
          bins.reduce((sum, bin) => sum + bin.cases, 0),
          cases.length,
        );
        for (const [index, bin] of bins.entries()) {
          assert.ok(bin.predicted > (bins[index - 1]?.predicted ?? 0));
          const share = bin.stood / bin.cases;
          assert.ok(bin.low <= share + 1e-9 && share <= bin.high + 1e-9);
        }
        assert.ok(brier >= 0 && brier <= 1);
      }),
    );
  });

  it('finds a model of what happens better than the share of all, and calibrated', () => {
    const { bins, brier, brierOfShare } = reliabilityOf(simulated(1000, known, 3));
    assert.ok(brier < brierOfShare - 0.02, `${brier} and ${brierOfShare}`);
    assert.equal(bins.length, 5);
    for (const { predicted, low, high } of bins) assert.ok(predicted > low - 0.03 && predicted < high + 0.03);
  });

  it('does not find one where outcomes are a matter of chance', () => {
    const share = probabilityOf(Float64Array.of(1), Float64Array.of(-1));
    const chance = Float64Array.of(-1, 0, 0, 0, 0, 0, 0, 0, 0);
    const { brier, brierOfShare } = reliabilityOf(simulated(1000, chance, 5));
    assert.ok(Math.abs(brier - brierOfShare) < 0.01);
    assert.ok(Math.abs(brierOfShare - share * (1 - share)) < 0.03);
  });

  it('keeps the cases of one file together, so that a file does not predict itself', () => {
    // Every file always comes out the same, and nothing else tells them apart.
    const cases = Array.from({ length: 200 }, (_, i) => ({
      ...{ path: `${i % 40}.py`, agent: calm, recipes: none },
      stood: (i % 40) % 2 === 0,
    }));
    assert.ok(reliabilityOf(cases).brier > 0.24);
  });
});
