export {
  aMember,
  aMissedBin,
  addCalendars,
  castlebridge,
  caseWork,
  caseWorld,
  dunmere,
  missedBin,
  setup,
  westmoor,
  type CaseWorld,
} from '../../testing/case-world.js';
