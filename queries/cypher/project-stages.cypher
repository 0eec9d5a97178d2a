// 各园区各阶段有多少项目? / How many projects of each park are at each stage?
MATCH (j:Project)-[:LOCATED_IN]->(p:Park)
WHERE j.status IS NOT NULL AND j.status <> ''
RETURN p.name AS park, j.status AS stage, count(j) AS projects
ORDER BY park, stage
