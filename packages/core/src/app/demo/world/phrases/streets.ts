/** Clean streets, parks, animals, neighbours. */
export const streetPhrases = `
# fly-tipping 14 34 1:1.2
? Somebody has dumped a mattress
? There is a load of rubbish in the lay-by
= Already reported this morning; crew is out today.
= Private land: explained that the owner clears it and sent the guidance.
! Mattress, black bags and a cooker in the lay-by on {street}. A letter in the bags has an address.
! Builders’ rubble tipped across the gate at the end of {street}.
! About ten bags in the alley behind number {number}, split by foxes.
- Evidence found, passed to enforcement.
- Needs the grab lorry, booked for {day}.
. Cleared.
. Cleared; letter found in it passed to enforcement.
# street-cleaning 12 44 10:1.3 11:1.4
? Glass all over the pavement
? Litter bin is overflowing
= Bin is emptied twice a week; next on {day}.
= Sweeper is on {street} tomorrow; told the customer.
! Broken bottles along the path from {street} to the shops.
! Leaves thick and slippery by number {number}.
! Litter bin by the bus stop on {street} is full and on its side.
- Sweeper went through; needs a hand crew.
- Bin ordered.
. Swept.
. Bin emptied and set upright.
# graffiti 8 40
? There is graffiti on the bridge
? Somebody has sprayed our wall
= Private wall: sent the offer of a free first clean.
= Already logged; crew due on {day}.
! Offensive words on the garage wall at the end of {street}.
! Tags all along the underpass by {street}.
- Photographed for the police.
- Owner’s consent asked for.
. Cleaned off.
. Painted over.
# dog-fouling 8 44 1:1.3
? There is dog mess outside the school again
? The same man lets his dog foul every morning
= Patrol is in {place} this week; told the customer.
= Sent the link for the free signs.
! Mess along the path by the school gate on {street}, every morning.
! Large dog on a long lead, about 7:30, owner never picks up.
- Stencilled the pavement; patrol to follow.
- Patrol at 07:15, nobody seen.
. Cleaned, and signs put up.
. Owner spoken to and warned.
# needles 4 12
? Needles in the bushes by the play area
? Found a syringe on my step
= Told not to touch it; already on its way to the crew under an earlier report.
= On private land: explained how to put it in a tin, and where to take it.
! Three needles under the bench, children play there.
! Syringe without cap on the path beside {street}.
- Crew on the way.
- Area searched, two more found.
. Removed, area searched.
. Nothing found after a search of ten metres around.
# dead-animal 6 28
? Dead badger at the roadside
? There is a dead cat outside
= Main road through the trunk road agency; gave the number.
= Already picked up this morning, told the customer.
! Badger on the verge opposite number {number}.
! Cat with a collar on {street}; owner not known.
- Scanned for a chip.
- Crew diverted.
. Removed.
. Removed; chip found and owner told.
# environmental-crime 5 40
? I saw somebody throw rubbish from a van
? A man was emptying ashtrays in the car park
= Explained what is needed for a penalty; customer did not see the plate.
= Gave the link for dash-cam footage.
! Drive-through bags thrown from a white van on {street}; plate noted.
! Neighbour pours cooking oil down the road drain.
- Keeper asked who was driving.
- Statement taken.
. Fixed penalty sent.
. Warning letter sent; not enough for a penalty.
# stray-dog 4 46
? A dog is running loose on the road
? I have lost my dog
= Described it to the kennels: not there. Customer will put up posters.
= Owner came while we were speaking.
! Brown terrier, no collar, friendly, kept in the yard at number {number}.
! Black and white collie seen by {street} since the morning.
- Warden on the way.
- Chip read; owner rung.
. Back with its owner.
. Taken to the kennels.
# tree-problem 8 50 2:1.4 10:1.3
? Branches are touching my windows
? A tree looks dead on the green
= Tree is the housing association’s; gave the number.
= Sap and leaves are not a reason for felling; explained the policy.
! Ash over the footway on {street} has dead limbs.
! Roots have lifted the wall at number {number}.
- Tree officer to inspect on {day}.
- Nesting: work put off until September.
. Deadwood removed.
. Inspected: sound, no work needed this year.
# allotment 4 84
? How long is the list for an allotment?
? The plot next to mine is a jungle
= About eighteen months at {place}; told the customer.
= Plot is inspected in May; explained the rules.
! Would like a half plot as near {place} as possible.
! Plot overgrown since last summer, seeds blow onto ours.
- Plot holder written to.
- Put on the list.
. Added to the waiting list; letter sent.
. Plot cleared and let again.
# noise 14 52 6:1.4 7:1.6 8:1.5
? Music next door until two in the morning
? The pub’s fans rattle all evening
= Sent diary sheets and explained what makes a nuisance.
= Building work within hours: explained the times.
! Loud bass from number {number} on Friday and Saturday nights for a month.
! Dog barks from eight until six while the owners are at work.
! Extractor on {street} audible indoors with windows shut.
- Letter sent to both households.
- First week of diary sheets returned.
- Recording equipment booked.
. Quiet since the letter; customer content.
. No evidence of a nuisance after two visits.
# nuisance 4 52 4:1.3 5:1.4
? My neighbour burns plastic
? The farm smell is unbearable
= Occasional bonfires are allowed; explained and sent the leaflet.
= Muck spreading lasts two days; told the customer.
! Thick smoke from the garden at number {number} three evenings running, washing ruined.
! Security light shines into the bedroom all night.
- Letter sent to the neighbour.
- Visited at 19:40, smouldering heap, advice given.
. Stopped since the visit.
. Not enough for a notice; advice given to both.
# pest-control 10 60 6:1.3 7:1.6 8:1.6 9:1.3
? Rats in the garden
? Wasps’ nest in the loft
= Gave the price of a treatment; customer will call back.
= Bees, not wasps: gave the number of the swarm collector.
! Rats seen by the compost heap three days running.
! Wasps going in under the tiles at number {number}.
! Mice in the kitchen, two young children.
- First visit done, bait laid.
- Nobody in, card left.
. Treatment finished, no takes on the last visit.
. Nest treated.
# antisocial-behaviour 9 56 7:1.4 8:1.4
? Youths riding motorbikes on the field
? My neighbour shouts at us every day
= Crime in progress: told the customer to ring 101.
= Explained mediation; both are willing.
! Off-road bikes on the playing field every evening from about six.
! Shouting and banging at number {number}, twice this week after midnight.
- Joint visit with the police agreed.
- Warning letter delivered by hand.
. Agreement signed by both sides.
. Patrols seen; no more reports for a month.
# food-complaint 4 46
? I have been ill after a takeaway
? There was glass in my sandwich
= Advised to see a doctor; symptoms began too soon to be that meal.
= Bought outside our area; gave the other council’s number.
! Two of us ill nine hours after chicken from a place on {street}.
! Mouse droppings on the shelf by the bread.
- Samples taken.
- Unannounced visit made.
. Visited: two improvements required, done.
. Nothing found wrong.
`;
