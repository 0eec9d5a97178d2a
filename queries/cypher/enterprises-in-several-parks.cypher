// 哪些企业进入了两个以上的园区? / Which enterprises entered two parks or more?
MATCH (e:Enterprise)-[:ENTERED]->(p:Park)
WITH e, count(DISTINCT p) AS parks
WHERE parks >= 2
RETURN e.name AS enterprise, parks
ORDER BY parks DESC, enterprise
