// 哪些央企进入了哪些园区? / Which central state-owned enterprises entered which parks?
MATCH (e:Enterprise {ownership: 'central'})-[:ENTERED]->(p:Park)
RETURN e.name AS enterprise, p.name AS park
ORDER BY enterprise, park
