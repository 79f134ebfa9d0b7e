/** Council homes, homelessness, renting, planning, building. */
export const homePhrases = `
# council-repair 46 54 11:1.4 12:1.5 1:1.6 2:1.3 7:0.7
? No heating or hot water
? The kitchen tap will not stop
? When is the plumber coming?
? The repair man did not turn up
= Appointment is {day} between 8 and 1; told the customer and confirmed the number.
= Talked through resetting the boiler; heating is back.
= Tenant’s own fitting. Explained what we repair.
= Rang the contractor: operative is on the way.
! Boiler shows a fault code and locks out. Baby of four months in the house.
! Leak under the kitchen sink, bowl fills in an hour.
! Front door will not lock after an attempted break-in.
! Toilet cistern does not fill.
! Half the sockets are dead after a trip.
- Operative attended, part ordered.
- No access on the first visit, card left.
- Made safe; joiner to follow.
. Repaired and tested, tenant signed.
. Done on the first visit.
# damp-and-mould 10 34 11:1.5 12:1.6 1:1.7 2:1.4 7:0.4
? There is mould in the bedroom
? The wall is wet behind the wardrobe
= Surveyor already booked for {day}; told the customer.
= Private tenant: explained how to write to the landlord first.
! Black mould on the outside wall of the back bedroom, child has asthma.
! Ceiling stained below the bathroom, getting bigger.
- Damp surveyor booked.
- Readings taken; fan to be fitted.
. Fan fitted and walls treated; follow-up visit in six weeks.
. Leak found and mended, ceiling painted.
# tenancy-change 7 72
? Can my daughter be added to the tenancy?
? I want to give notice
= Explained who can be added and what to bring.
= Four weeks’ notice from a Monday; sent the form.
! Husband has died, tenancy was joint.
! Wishes to hand the keys back at the end of the month.
- Pre-termination visit booked.
- Identity documents seen.
. Tenancy in one name from the date given.
. Keys received; final account sent.
# housing-register 12 80
? What number am I on the list?
? Can I bid for that flat?
= Band and date explained; bidding closes on Thursday.
= Change of address made on the application.
! Lives with parents, one room for three people.
! Cannot manage the stairs since a stroke.
! Asks for a review of the band.
- Medical form sent to the adviser.
- Asked for proof of the local connection.
. Band given; letter sent.
. Band changed after review.
# homelessness 9 48 1:1.2
? I have to be out by Friday
? I have nowhere to sleep tonight
= Sleeping at a friend’s, safe tonight. Appointment with housing options made while on the phone.
= Rough sleeper team told; meeting at the station in an hour.
! Landlord’s notice ends in three weeks, two children at primary school.
! Sofa surfing since leaving a relationship. Works part time.
! Released next Tuesday, no address to go to.
- Personal housing plan written with the customer.
- Landlord rung: will give two more weeks.
. Kept the home: landlord agreed a new tenancy.
. Moved to a two-bedroom flat.
# private-housing-complaint 6 56 11:1.3 12:1.4 1:1.4
? My landlord will not fix the boiler
? There are too many people next door
= Explained the landlord’s duties and how to write to them first.
= Letting agent rung while on the phone; engineer tomorrow.
! Rented house at {street}: no heating for a month, landlord not replying.
! Six adults in a two-bedroom house, one bathroom.
- Landlord written to, 14 days to reply.
- Visit booked.
. Works done and checked.
. Notice served and kept.
# disabled-facilities-grant 4 60
? We need a wet room for my husband
? How long does a stairlift take?
= Explained the steps and the means test.
= Builder starts on {day}; told the customer.
! Occupational therapist recommends a level-access shower.
! Ramp and wider door for a powered chair.
- Means test form received.
- Two quotes in.
. Works done and signed off.
. Grant approved.
# planning-enquiry 14 82 5:1.2
? Do I need planning permission for a porch?
? What is being built at the end of {street}?
= Sent the householder guide; likely permitted development, told how to get it in writing.
= Application decided on {day}; read out the decision.
! Single-storey extension of 4 metres behind number {number}: is permission needed?
! Asks what conditions apply to the shop front.
- Duty planner has it.
- History looked up.
. Written answer sent.
. Told to apply; form sent.
# planning-comment 6 76
? How do I comment on an application?
? I object to the flats
= Comments are open until {day}; sent the link.
= Application withdrawn; told the customer.
! Objects: overlooks the gardens of {street} and takes the last parking.
! Supports it: the building has been empty for six years.
- Put on the file.
- Name taken off the public copy.
. Recorded and sent to the case officer.
. Reported to the committee.
# planning-breach 4 46
? Neighbour is building without permission
? They have turned the house into flats
= Permission was given in the spring; sent the drawings.
= Under the height limit: no permission needed.
! Extension at {number} looks higher than the plans.
! Caravans and hardcore on the field beside {street}.
- Site visit done, measured against approved plans.
- Owner invited to apply.
. No breach found.
. Application received.
# building-control 5 66
? I need an inspection for the foundations
? Does a loft need building regulations?
= Booked for tomorrow morning.
= Explained notice and full plans; sent the fees.
! Trenches ready at number {number}, concrete comes on {day}.
! Replaced seven windows, asks for a certificate.
- Inspector attended; deeper at one corner.
- Asked for the electrician’s certificate.
. Passed.
. Completion certificate sent.
# dangerous-structure 3 14 2:1.3
? Chimney looks about to come down
? The wall is leaning over the pavement
= Already fenced off; told the customer.
= Inside a garden, nobody near: gave advice for the owner.
! Bricks falling from a chimney onto {street}.
! Retaining wall bulging by number {number} after the rain.
- Area fenced off, owner told.
- Scaffold going up.
. Made safe by the owner.
. Taken down.
# tree-works 4 62 9:1.3
? Can I cut the tree in my garden?
? Is that tree protected?
= Not protected, not in a conservation area: no consent needed.
= Conservation area: six weeks’ notice is needed. Sent the form.
! Wants to fell a birch within the conservation area.
! Crown of a protected oak to be thinned by a fifth.
- Tree officer to inspect.
- Neighbours told.
. Consent given with conditions.
. No objection; may go ahead after six weeks.
# street-naming 2 58
? How do I name my house?
? Our new street has no numbers
= Sent the fee and the rules for names.
= Numbers come before first occupation; gave the developer’s contact.
! Would like to add a name to number {number}.
! Barn turned into two homes, needs numbers.
- Royal Mail asked.
- Parish council asked.
. Named and all told.
. Numbered; schedule sent.
# hmo-licence 2 56
? What does an HMO licence cost?
? Do four friends need a licence?
= Explained the fee and which rooms count.
= Four people, so no mandatory licence; sent the guide.
! Five tenants in three households at number {number}.
! Renewal, no change of rooms.
- Plans do not show room sizes: asked for new ones.
- Inspection booked for {day}.
. Granted for five years.
. Granted with two conditions.
`;
