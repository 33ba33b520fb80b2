import type { Press, Submit, Verb } from '../call.ts';
import * as dependency from './dependencies.ts';
import * as lesson from './lessons.ts';
import * as objective from './objectives.ts';
import * as risk from './risks.ts';

/** What follows `/rondo` about a team's plans. */
export const planVerbs: Readonly<Record<string, Verb>> = {
  objectives: (call) => objective.objectives(call),
  dependencies: (call) => dependency.dependencies(call),
  risks: (call) => risk.risks(call),
  learned: lesson.learned,
};

export const planPresses: Readonly<Record<string, Press>> = {
  'week.add': objective.openAdd,
  'week.confirm': objective.confirmWeek,
  'week.list': objective.listWeek,
  'objective.edit': objective.openEdit,
  'objective.take': objective.take,
  'objective.drop': objective.openDrop,
  'objective.on-track': objective.onTrack,
  'objective.at-risk': objective.openAtRisk,
  'objective.off': objective.openOff,
  'objective.score': objective.openScore,
  'objective.carry': objective.takeAlong,
  'dependency.list': dependency.listWaits,
  'dependency.done': dependency.noLongerWaiting,
  'risk.list': risk.listRisks,
  'risk.name': risk.openName,
  'risk.assess': risk.openAssess,
  'risk.close': risk.openClose,
  'risk.raise': risk.openRaise,
  'lesson.add': lesson.openLesson,
  'lesson.forget': lesson.forget,
};

export const planForms: Readonly<Record<string, Submit>> = {
  'week.add': objective.submitAdd,
  'objective.edit': objective.submitEdit,
  'objective.drop': objective.submitDrop,
  'objective.at-risk': objective.submitAtRisk,
  'objective.off': objective.submitOff,
  'objective.score': objective.submitScore,
  'risk.name': risk.submitName,
  'risk.assess': risk.submitAssess,
  'risk.close': risk.submitClose,
  'risk.raise': risk.submitRaiseFromRisk,
  'lesson.add': lesson.submitLesson,
};
